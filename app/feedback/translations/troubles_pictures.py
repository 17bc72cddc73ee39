"""What is said of pictures, videos and folders that cannot be used, by code and language. See `app/trouble.py`."""

TROUBLES: dict[str, dict[str, str]] = {
    "en": {
        "source_not_a_file": (
            "{path} is neither a camera nor a file that can be read to its end. Name a camera, a video, a "
            "picture or a folder."
        ),
        "file_kind_unknown": "{path} is neither a picture nor a video of a known kind. Known kinds are {kinds}.",
        "file_missing": "There is no file at {path}. Check the path.",
        "video_damaged": (
            "{path} cannot be played: it is damaged or of an unknown kind. Try it in another player, or convert "
            "it to MP4."
        ),
        "video_empty": "{path} holds no pictures that can be read.",
        "folder_without_pictures": (
            "There are no pictures in {path}. Put some there, or name another place; known kinds are {kinds}."
        ),
        "folder_of_damaged_pictures": "None of the pictures in {path} can be read. Check them in another program.",
        "folder_skipped": "Skipped {path}: the folder cannot be opened.",
        "picture_damaged": "{path} is not a picture that can be read. Check it in another program.",
        "picture_too_large": "The picture {path} has too many pixels. Make it smaller.",
        "picture_skipped": "Skipped {path}: not a picture that can be read.",
        "picture_skipped_too_large": "Skipped {path}: the picture has too many pixels.",
        "file_skipped": "Skipped {path}: not a file that can be read to its end.",
        "picture_kind": "This is not a picture of a known kind. Known kinds are {kinds}.",
        "picture_cut_short": "The picture is cut short. Save or send it again.",
        "picture_broken": "The picture is damaged. Save or send it again.",
        "picture_pixels": "The picture has {width} x {height} pixels, which is too many. Make it smaller.",
        "picture_overloaded": "The picture is made of too many parts. Save it again in another program.",
        "demo_specimen_missing": (
            "The demo reel needs the specimen note {path}, which is missing or damaged. Restore it, or draw all "
            "of them anew with 'python -m convert specimens'."
        ),
    },
    "es": {
        "source_not_a_file": (
            "{path} no es una cámara ni un archivo que se pueda leer hasta el final. Indique una cámara, un "
            "vídeo, una imagen o una carpeta."
        ),
        "file_kind_unknown": (
            "{path} no es una imagen ni un vídeo de un tipo conocido. Los tipos conocidos son {kinds}."
        ),
        "file_missing": "No hay ningún archivo en {path}. Compruebe la ruta.",
        "video_damaged": (
            "No se puede reproducir {path}: está dañado o es de un tipo desconocido. Pruébelo en otro "
            "reproductor o conviértalo a MP4."
        ),
        "video_empty": "{path} no contiene imágenes que se puedan leer.",
        "folder_without_pictures": (
            "No hay imágenes en {path}. Ponga alguna allí o indique otro lugar; los tipos conocidos son {kinds}."
        ),
        "folder_of_damaged_pictures": (
            "No se puede leer ninguna de las imágenes de {path}. Compruébelas en otro programa."
        ),
        "folder_skipped": "Se omitió {path}: no se puede abrir la carpeta.",
        "picture_damaged": "{path} no es una imagen que se pueda leer. Compruébela en otro programa.",
        "picture_too_large": "La imagen {path} tiene demasiados píxeles. Redúzcala.",
        "picture_skipped": "Se omitió {path}: no es una imagen que se pueda leer.",
        "picture_skipped_too_large": "Se omitió {path}: la imagen tiene demasiados píxeles.",
        "file_skipped": "Se omitió {path}: no es un archivo que se pueda leer hasta el final.",
        "picture_kind": "No es una imagen de un tipo conocido. Los tipos conocidos son {kinds}.",
        "picture_cut_short": "La imagen está incompleta. Guárdela o envíela de nuevo.",
        "picture_broken": "La imagen está dañada. Guárdela o envíela de nuevo.",
        "picture_pixels": "La imagen tiene {width} x {height} píxeles, que son demasiados. Redúzcala.",
        "picture_overloaded": "La imagen consta de demasiadas partes. Guárdela de nuevo con otro programa.",
        "demo_specimen_missing": (
            "La demostración necesita el billete de muestra {path}, que falta o está dañado. Recupérelo o "
            "dibújelos todos de nuevo con 'python -m convert specimens'."
        ),
    },
    "de": {
        "source_not_a_file": (
            "{path} ist weder eine Kamera noch eine Datei, die sich bis zum Ende lesen lässt. Nennen Sie eine "
            "Kamera, ein Video, ein Bild oder einen Ordner."
        ),
        "file_kind_unknown": "{path} ist weder ein Bild noch ein Video einer bekannten Art. Bekannt sind {kinds}.",
        "file_missing": "Unter {path} gibt es keine Datei. Prüfen Sie den Pfad.",
        "video_damaged": (
            "{path} lässt sich nicht abspielen: Die Datei ist beschädigt oder von unbekannter Art. Versuchen Sie "
            "es mit einem anderen Programm, oder wandeln Sie sie in MP4 um."
        ),
        "video_empty": "{path} enthält keine Bilder, die sich lesen lassen.",
        "folder_without_pictures": (
            "In {path} liegen keine Bilder. Legen Sie welche hinein, oder nennen Sie einen anderen Ort; bekannt "
            "sind {kinds}."
        ),
        "folder_of_damaged_pictures": (
            "Keines der Bilder in {path} lässt sich lesen. Prüfen Sie sie in einem anderen Programm."
        ),
        "folder_skipped": "{path} übersprungen: Der Ordner lässt sich nicht öffnen.",
        "picture_damaged": "{path} ist kein Bild, das sich lesen lässt. Prüfen Sie es in einem anderen Programm.",
        "picture_too_large": "Das Bild {path} hat zu viele Pixel. Verkleinern Sie es.",
        "picture_skipped": "{path} übersprungen: kein Bild, das sich lesen lässt.",
        "picture_skipped_too_large": "{path} übersprungen: Das Bild hat zu viele Pixel.",
        "file_skipped": "{path} übersprungen: keine Datei, die sich bis zum Ende lesen lässt.",
        "picture_kind": "Das ist kein Bild einer bekannten Art. Bekannt sind {kinds}.",
        "picture_cut_short": "Das Bild ist abgeschnitten. Speichern oder senden Sie es noch einmal.",
        "picture_broken": "Das Bild ist beschädigt. Speichern oder senden Sie es noch einmal.",
        "picture_pixels": "Das Bild hat {width} x {height} Pixel, das sind zu viele. Verkleinern Sie es.",
        "picture_overloaded": "Das Bild besteht aus zu vielen Teilen. Speichern Sie es in einem anderen Programm neu.",
        "demo_specimen_missing": (
            "Die Vorführung braucht den Musterschein {path}, der fehlt oder beschädigt ist. Stellen Sie ihn "
            "wieder her, oder zeichnen Sie alle neu mit 'python -m convert specimens'."
        ),
    },
    "fr": {
        "source_not_a_file": (
            "{path} n'est ni une caméra ni un fichier qui se lit jusqu'au bout. Indiquez une caméra, une vidéo, "
            "une image ou un dossier."
        ),
        "file_kind_unknown": "{path} n'est ni une image ni une vidéo d'un type connu. Les types connus sont {kinds}.",
        "file_missing": "Il n'y a pas de fichier à {path}. Vérifiez le chemin.",
        "video_damaged": (
            "{path} ne peut pas être lu : le fichier est abîmé ou d'un type inconnu. Essayez un autre lecteur ou "
            "convertissez-le en MP4."
        ),
        "video_empty": "{path} ne contient pas d'images lisibles.",
        "folder_without_pictures": (
            "Il n'y a pas d'images dans {path}. Mettez-en, ou indiquez un autre endroit ; les types connus sont "
            "{kinds}."
        ),
        "folder_of_damaged_pictures": (
            "Aucune des images de {path} n'est lisible. Vérifiez-les dans un autre programme."
        ),
        "folder_skipped": "{path} est passé : le dossier ne s'ouvre pas.",
        "picture_damaged": "{path} n'est pas une image lisible. Vérifiez-la dans un autre programme.",
        "picture_too_large": "L'image {path} a trop de pixels. Réduisez-la.",
        "picture_skipped": "{path} est passé : ce n'est pas une image lisible.",
        "picture_skipped_too_large": "{path} est passé : l'image a trop de pixels.",
        "file_skipped": "{path} est passé : ce n'est pas un fichier qui se lit jusqu'au bout.",
        "picture_kind": "Ce n'est pas une image d'un type connu. Les types connus sont {kinds}.",
        "picture_cut_short": "L'image est tronquée. Enregistrez-la ou envoyez-la de nouveau.",
        "picture_broken": "L'image est abîmée. Enregistrez-la ou envoyez-la de nouveau.",
        "picture_pixels": "L'image a {width} x {height} pixels, c'est trop. Réduisez-la.",
        "picture_overloaded": (
            "L'image se compose de trop de parties. Enregistrez-la de nouveau avec un autre programme."
        ),
        "demo_specimen_missing": (
            "La démonstration a besoin du billet spécimen {path}, qui manque ou est abîmé. Rétablissez-le, ou "
            "redessinez-les tous avec 'python -m convert specimens'."
        ),
    },
    "pt": {
        "source_not_a_file": (
            "{path} não é uma câmera nem um arquivo que se possa ler até o fim. Indique uma câmera, um vídeo, "
            "uma imagem ou uma pasta."
        ),
        "file_kind_unknown": (
            "{path} não é uma imagem nem um vídeo de um tipo conhecido. Os tipos conhecidos são {kinds}."
        ),
        "file_missing": "Não há arquivo em {path}. Verifique o caminho.",
        "video_damaged": (
            "{path} não pode ser reproduzido: está danificado ou é de um tipo desconhecido. Tente em outro "
            "reprodutor ou converta-o para MP4."
        ),
        "video_empty": "{path} não contém imagens que se possam ler.",
        "folder_without_pictures": (
            "Não há imagens em {path}. Coloque algumas lá ou indique outro lugar; os tipos conhecidos são {kinds}."
        ),
        "folder_of_damaged_pictures": "Nenhuma das imagens em {path} pode ser lida. Verifique-as em outro programa.",
        "folder_skipped": "{path} foi ignorada: a pasta não pode ser aberta.",
        "picture_damaged": "{path} não é uma imagem que se possa ler. Verifique-a em outro programa.",
        "picture_too_large": "A imagem {path} tem pixels demais. Reduza-a.",
        "picture_skipped": "{path} foi ignorado: não é uma imagem que se possa ler.",
        "picture_skipped_too_large": "{path} foi ignorado: a imagem tem pixels demais.",
        "file_skipped": "{path} foi ignorado: não é um arquivo que se possa ler até o fim.",
        "picture_kind": "Isto não é uma imagem de um tipo conhecido. Os tipos conhecidos são {kinds}.",
        "picture_cut_short": "A imagem está incompleta. Salve-a ou envie-a de novo.",
        "picture_broken": "A imagem está danificada. Salve-a ou envie-a de novo.",
        "picture_pixels": "A imagem tem {width} x {height} pixels, o que é demais. Reduza-a.",
        "picture_overloaded": "A imagem é feita de partes demais. Salve-a de novo em outro programa.",
        "demo_specimen_missing": (
            "A demonstração precisa da nota de amostra {path}, que falta ou está danificada. Restaure-a ou "
            "desenhe todas de novo com 'python -m convert specimens'."
        ),
    },
    "hi": {
        "source_not_a_file": (
            "{path} न तो कैमरा है, न ऐसी फ़ाइल जो अंत तक पढ़ी जा सके। कोई कैमरा, वीडियो, तस्वीर या फ़ोल्डर बताइए।"
        ),
        "file_kind_unknown": ("{path} किसी जाने हुए प्रकार की तस्वीर या वीडियो नहीं है। जाने हुए प्रकार ये हैं: {kinds}।"),
        "file_missing": "{path} पर कोई फ़ाइल नहीं है। पथ जाँचिए।",
        "video_damaged": ("{path} नहीं चल सकता: वह ख़राब है या अनजान प्रकार का है। उसे दूसरे प्लेयर में आज़माइए, या MP4 में बदलिए।"),
        "video_empty": "{path} में ऐसी कोई तस्वीर नहीं है जो पढ़ी जा सके।",
        "folder_without_pictures": (
            "{path} में कोई तस्वीर नहीं है। वहाँ कुछ रखिए, या दूसरी जगह बताइए; जाने हुए प्रकार ये हैं: {kinds}।"
        ),
        "folder_of_damaged_pictures": "{path} की कोई भी तस्वीर नहीं पढ़ी जा सकती। उन्हें दूसरे प्रोग्राम में जाँचिए।",
        "folder_skipped": "{path} छोड़ा गया: फ़ोल्डर नहीं खुलता।",
        "picture_damaged": "{path} ऐसी तस्वीर नहीं है जो पढ़ी जा सके। उसे दूसरे प्रोग्राम में जाँचिए।",
        "picture_too_large": "तस्वीर {path} में बहुत ज़्यादा पिक्सेल हैं। उसे छोटा कीजिए।",
        "picture_skipped": "{path} छोड़ा गया: ऐसी तस्वीर नहीं जो पढ़ी जा सके।",
        "picture_skipped_too_large": "{path} छोड़ा गया: तस्वीर में बहुत ज़्यादा पिक्सेल हैं।",
        "file_skipped": "{path} छोड़ा गया: ऐसी फ़ाइल नहीं जो अंत तक पढ़ी जा सके।",
        "picture_kind": "यह किसी जाने हुए प्रकार की तस्वीर नहीं है। जाने हुए प्रकार ये हैं: {kinds}।",
        "picture_cut_short": "तस्वीर अधूरी है। उसे फिर से सहेजिए या भेजिए।",
        "picture_broken": "तस्वीर ख़राब है। उसे फिर से सहेजिए या भेजिए।",
        "picture_pixels": "तस्वीर में {width} x {height} पिक्सेल हैं, जो बहुत ज़्यादा है। उसे छोटा कीजिए।",
        "picture_overloaded": "तस्वीर बहुत ज़्यादा हिस्सों से बनी है। उसे दूसरे प्रोग्राम में फिर से सहेजिए।",
        "demo_specimen_missing": (
            "डेमो को नमूना नोट {path} चाहिए, जो नहीं है या ख़राब है। उसे वापस लाइए, या सबको 'python -m convert "
            "specimens' से फिर से बनाइए।"
        ),
    },
    "tr": {
        "source_not_a_file": (
            "{path} ne bir kamera ne de sonuna kadar okunabilen bir dosya. Bir kamera, video, resim veya klasör yazın."
        ),
        "file_kind_unknown": "{path} bilinen türden bir resim veya video değil. Bilinen türler: {kinds}.",
        "file_missing": "{path} konumunda dosya yok. Yolu denetleyin.",
        "video_damaged": (
            "{path} oynatılamıyor: bozuk ya da bilinmeyen türde. Başka bir oynatıcıda deneyin ya da MP4'e dönüştürün."
        ),
        "video_empty": "{path} içinde okunabilen görüntü yok.",
        "folder_without_pictures": (
            "{path} içinde resim yok. Oraya resim koyun ya da başka bir yer yazın; bilinen türler: {kinds}."
        ),
        "folder_of_damaged_pictures": (
            "{path} içindeki resimlerin hiçbiri okunamıyor. Onları başka bir programda denetleyin."
        ),
        "folder_skipped": "{path} atlandı: klasör açılamıyor.",
        "picture_damaged": "{path} okunabilen bir resim değil. Başka bir programda denetleyin.",
        "picture_too_large": "{path} resminde çok fazla piksel var. Küçültün.",
        "picture_skipped": "{path} atlandı: okunabilen bir resim değil.",
        "picture_skipped_too_large": "{path} atlandı: resimde çok fazla piksel var.",
        "file_skipped": "{path} atlandı: sonuna kadar okunabilen bir dosya değil.",
        "picture_kind": "Bu, bilinen türden bir resim değil. Bilinen türler: {kinds}.",
        "picture_cut_short": "Resim yarım kalmış. Yeniden kaydedin ya da gönderin.",
        "picture_broken": "Resim bozuk. Yeniden kaydedin ya da gönderin.",
        "picture_pixels": "Resimde {width} x {height} piksel var, bu çok fazla. Küçültün.",
        "picture_overloaded": "Resim çok fazla parçadan oluşuyor. Başka bir programda yeniden kaydedin.",
        "demo_specimen_missing": (
            "Gösteri için {path} örnek banknotu gerekli, ama eksik ya da bozuk. Geri yükleyin ya da hepsini "
            "'python -m convert specimens' ile yeniden çizin."
        ),
    },
    "ru": {
        "source_not_a_file": (
            "{path} — не камера и не файл, который можно прочитать до конца. Укажите камеру, видео, изображение "
            "или папку."
        ),
        "file_kind_unknown": "{path} — не изображение и не видео известного вида. Известные виды: {kinds}.",
        "file_missing": "По пути {path} файла нет. Проверьте путь.",
        "video_damaged": (
            "{path} не воспроизводится: файл повреждён или неизвестного вида. Попробуйте другой проигрыватель "
            "или преобразуйте его в MP4."
        ),
        "video_empty": "В {path} нет изображений, которые можно прочитать.",
        "folder_without_pictures": (
            "В {path} нет изображений. Положите их туда или укажите другое место; известные виды: {kinds}."
        ),
        "folder_of_damaged_pictures": "Ни одно изображение в {path} не читается. Проверьте их в другой программе.",
        "folder_skipped": "Пропущено {path}: папка не открывается.",
        "picture_damaged": "{path} — не изображение, которое можно прочитать. Проверьте его в другой программе.",
        "picture_too_large": "В изображении {path} слишком много пикселей. Уменьшите его.",
        "picture_skipped": "Пропущено {path}: это не изображение, которое можно прочитать.",
        "picture_skipped_too_large": "Пропущено {path}: в изображении слишком много пикселей.",
        "file_skipped": "Пропущено {path}: это не файл, который можно прочитать до конца.",
        "picture_kind": "Это не изображение известного вида. Известные виды: {kinds}.",
        "picture_cut_short": "Изображение обрывается. Сохраните или отправьте его ещё раз.",
        "picture_broken": "Изображение повреждено. Сохраните или отправьте его ещё раз.",
        "picture_pixels": "В изображении {width} x {height} пикселей, это слишком много. Уменьшите его.",
        "picture_overloaded": "Изображение состоит из слишком многих частей. Сохраните его заново в другой программе.",
        "demo_specimen_missing": (
            "Для демонстрации нужен образец {path}, а его нет или он повреждён. Восстановите его или нарисуйте "
            "все заново командой 'python -m convert specimens'."
        ),
    },
    "id": {
        "source_not_a_file": (
            "{path} bukan kamera dan bukan berkas yang dapat dibaca sampai akhir. Sebutkan kamera, video, "
            "gambar, atau folder."
        ),
        "file_kind_unknown": "{path} bukan gambar atau video dari jenis yang dikenal. Jenis yang dikenal: {kinds}.",
        "file_missing": "Tidak ada berkas di {path}. Periksa jalurnya.",
        "video_damaged": (
            "{path} tidak dapat diputar: rusak atau jenisnya tidak dikenal. Coba di pemutar lain, atau ubah ke MP4."
        ),
        "video_empty": "{path} tidak berisi gambar yang dapat dibaca.",
        "folder_without_pictures": (
            "Tidak ada gambar di {path}. Taruh beberapa di sana, atau sebutkan tempat lain; jenis yang dikenal: "
            "{kinds}."
        ),
        "folder_of_damaged_pictures": "Tidak satu pun gambar di {path} dapat dibaca. Periksa di program lain.",
        "folder_skipped": "{path} dilewati: folder tidak dapat dibuka.",
        "picture_damaged": "{path} bukan gambar yang dapat dibaca. Periksa di program lain.",
        "picture_too_large": "Gambar {path} punya terlalu banyak piksel. Perkecil dahulu.",
        "picture_skipped": "{path} dilewati: bukan gambar yang dapat dibaca.",
        "picture_skipped_too_large": "{path} dilewati: gambar punya terlalu banyak piksel.",
        "file_skipped": "{path} dilewati: bukan berkas yang dapat dibaca sampai akhir.",
        "picture_kind": "Ini bukan gambar dari jenis yang dikenal. Jenis yang dikenal: {kinds}.",
        "picture_cut_short": "Gambar terpotong. Simpan atau kirim lagi.",
        "picture_broken": "Gambar rusak. Simpan atau kirim lagi.",
        "picture_pixels": "Gambar punya {width} x {height} piksel, terlalu banyak. Perkecil dahulu.",
        "picture_overloaded": "Gambar terdiri dari terlalu banyak bagian. Simpan lagi di program lain.",
        "demo_specimen_missing": (
            "Demo memerlukan uang contoh {path}, yang hilang atau rusak. Pulihkan, atau gambar semuanya lagi "
            "dengan 'python -m convert specimens'."
        ),
    },
    "ar": {
        "source_not_a_file": (
            "{path} ليس كاميرا ولا ملفًا يمكن قراءته حتى نهايته. اذكر كاميرا أو فيديو أو صورة أو مجلدًا."
        ),
        "file_kind_unknown": "{path} ليس صورة ولا فيديو من نوع معروف. الأنواع المعروفة هي {kinds}.",
        "file_missing": "لا يوجد ملف في {path}. تحقق من المسار.",
        "video_damaged": "لا يمكن تشغيل {path}: الملف تالف أو من نوع غير معروف. جرّبه في مشغل آخر، أو حوّله إلى MP4.",
        "video_empty": "لا يحتوي {path} على صور يمكن قراءتها.",
        "folder_without_pictures": (
            "لا توجد صور في {path}. ضع بعضها هناك، أو اذكر مكانًا آخر؛ الأنواع المعروفة هي {kinds}."
        ),
        "folder_of_damaged_pictures": "لا يمكن قراءة أي من الصور في {path}. تحقق منها في برنامج آخر.",
        "folder_skipped": "جرى تخطي {path}: لا يمكن فتح المجلد.",
        "picture_damaged": "{path} ليس صورة يمكن قراءتها. تحقق منها في برنامج آخر.",
        "picture_too_large": "في الصورة {path} عدد كبير جدًا من البكسلات. صغّرها.",
        "picture_skipped": "جرى تخطي {path}: ليس صورة يمكن قراءتها.",
        "picture_skipped_too_large": "جرى تخطي {path}: في الصورة عدد كبير جدًا من البكسلات.",
        "file_skipped": "جرى تخطي {path}: ليس ملفًا يمكن قراءته حتى نهايته.",
        "picture_kind": "هذه ليست صورة من نوع معروف. الأنواع المعروفة هي {kinds}.",
        "picture_cut_short": "الصورة مقطوعة. احفظها أو أرسلها من جديد.",
        "picture_broken": "الصورة تالفة. احفظها أو أرسلها من جديد.",
        "picture_pixels": "في الصورة {width} x {height} بكسل، وهذا كثير جدًا. صغّرها.",
        "picture_overloaded": "تتكون الصورة من أجزاء كثيرة جدًا. احفظها من جديد في برنامج آخر.",
        "demo_specimen_missing": (
            "يحتاج العرض إلى الورقة النموذجية {path}، وهي مفقودة أو تالفة. استعدها، أو ارسمها كلها من جديد "
            "بالأمر 'python -m convert specimens'."
        ),
    },
}
