"""What is said, in place of what is shown, of troubles whose sentence has an address, a list or a command in it.

By code and language, as in the other `troubles_*.py`; see `app/feedback/aloud.py`.
"""

TROUBLES: dict[str, dict[str, str]] = {
    "en": {
        "phone_package": (
            "A phone cannot be the camera yet: a package that it needs is not installed. The window shows "
            "how to install it."
        ),
        "source_not_found": "There is no source {source}. The window shows what can be named.",
        "source_empty": "No source was named. The window shows what can be named.",
        "file_kind_unknown": "{path} is neither a picture nor a video of a known kind.",
        "address_scheme": "The address {address} cannot be used: it begins wrongly. The window shows how one begins.",
        "address_password": (
            "The address {address} cannot be used: its user name or password has a sign that is written "
            "differently there. The window shows how."
        ),
        "address_host": "The address cannot be used: the name of the machine is missing or wrong.",
        "address_characters": (
            "The address {address} cannot be used: it is too long or has characters that an address cannot have."
        ),
        "stream_password": (
            "{address} wants a user name and a password, or refuses these. Write them into the address. The "
            "window shows how."
        ),
        "picture_kind": "This is not a picture of a known kind.",
        "stream_certificate": (
            "The certificate of {address} cannot be trusted. Check the address, or use one without encryption."
        ),
        "folder_without_pictures": "There are no pictures in {path}. Put some there, or name another place.",
        "demo_specimen_missing": "A specimen note of the demo is missing or damaged. Install Noteworthy again.",
        "model_without_checksum": "The model {path} is of an older version and has no checksum. Get a newer file.",
        "taught_no_photos": (
            "No photos in {path}. Put the photos of each side into a folder of its own, front and back."
        ),
    },
    "es": {
        "phone_package": (
            "Un teléfono aún no puede ser la cámara: falta un paquete que necesita. La ventana muestra cómo instalarlo."
        ),
        "source_not_found": "No existe la fuente {source}. La ventana muestra qué se puede indicar.",
        "source_empty": "No se indicó ninguna fuente. La ventana muestra qué se puede indicar.",
        "file_kind_unknown": "{path} no es una imagen ni un vídeo de un tipo conocido.",
        "address_scheme": (
            "No se puede usar la dirección {address}: empieza mal. La ventana muestra cómo empieza una dirección."
        ),
        "address_password": (
            "No se puede usar la dirección {address}: en el nombre de usuario o la contraseña hay un signo que "
            "allí se escribe de otra forma. La ventana muestra cómo."
        ),
        "address_host": "No se puede usar la dirección: el nombre del equipo falta o es incorrecto.",
        "address_characters": (
            "No se puede usar la dirección {address}: es demasiado larga o tiene caracteres que una dirección no "
            "puede tener."
        ),
        "stream_password": (
            "{address} pide un nombre de usuario y una contraseña, o rechaza estos. Escríbalos en la dirección. "
            "La ventana muestra cómo."
        ),
        "picture_kind": "Esto no es una imagen de un tipo conocido.",
        "stream_certificate": (
            "No se puede confiar en el certificado de {address}. Compruebe la dirección o use una sin cifrado."
        ),
        "folder_without_pictures": "No hay imágenes en {path}. Ponga alguna allí o indique otro lugar.",
        "demo_specimen_missing": (
            "Falta o está dañado un billete de muestra de la demostración. Instale Noteworthy de nuevo."
        ),
        "model_without_checksum": (
            "El modelo {path} es de una versión anterior y no tiene suma de comprobación. Consiga un archivo más nuevo."
        ),
        "taught_no_photos": "No hay fotos en {path}. Ponga las fotos de cada cara en una carpeta propia, front y back.",
    },
    "de": {
        "phone_package": (
            "Ein Telefon kann noch nicht die Kamera sein: Ein Paket, das es dafür braucht, ist nicht "
            "installiert. Das Fenster zeigt, wie man es installiert."
        ),
        "source_not_found": "Die Quelle {source} gibt es nicht. Das Fenster zeigt, was genannt werden kann.",
        "source_empty": "Es wurde keine Quelle genannt. Das Fenster zeigt, was genannt werden kann.",
        "file_kind_unknown": "{path} ist weder ein Bild noch ein Video einer bekannten Art.",
        "address_scheme": (
            "Die Adresse {address} lässt sich nicht verwenden: Sie beginnt falsch. Das Fenster zeigt, wie eine "
            "Adresse beginnt."
        ),
        "address_password": (
            "Die Adresse {address} lässt sich nicht verwenden: Im Benutzernamen oder im Passwort steht ein "
            "Zeichen, das dort anders geschrieben wird. Das Fenster zeigt, wie."
        ),
        "address_host": "Die Adresse lässt sich nicht verwenden: Der Name des Geräts fehlt oder ist falsch.",
        "address_characters": (
            "Die Adresse {address} lässt sich nicht verwenden: Sie ist zu lang oder enthält Zeichen, die in keiner "
            "Adresse stehen dürfen."
        ),
        "stream_password": (
            "{address} verlangt Benutzernamen und Passwort oder weist diese ab. Schreiben Sie beides in die "
            "Adresse. Das Fenster zeigt, wie."
        ),
        "picture_kind": "Das ist kein Bild einer bekannten Art.",
        "stream_certificate": (
            "Dem Zertifikat von {address} ist nicht zu trauen. Prüfen Sie die Adresse, oder nehmen Sie eine ohne "
            "Verschlüsselung."
        ),
        "folder_without_pictures": (
            "In {path} liegen keine Bilder. Legen Sie welche hinein, oder nennen Sie einen anderen Ort."
        ),
        "demo_specimen_missing": (
            "Ein Musterschein der Vorführung fehlt oder ist beschädigt. Installieren Sie Noteworthy neu."
        ),
        "model_without_checksum": (
            "Das Modell {path} stammt aus einer älteren Version und hat keine Prüfsumme. Besorgen Sie eine neuere "
            "Datei."
        ),
        "taught_no_photos": (
            "Keine Fotos in {path}. Legen Sie die Fotos jeder Seite in einen eigenen Ordner, front und back."
        ),
    },
    "fr": {
        "phone_package": (
            "Un téléphone ne peut pas encore être la caméra : un paquet nécessaire n'est pas installé. La "
            "fenêtre montre comment l'installer."
        ),
        "source_not_found": "La source {source} n'existe pas. La fenêtre montre ce qui peut être indiqué.",
        "source_empty": "Aucune source n'a été indiquée. La fenêtre montre ce qui peut être indiqué.",
        "file_kind_unknown": "{path} n'est ni une image ni une vidéo d'un type connu.",
        "address_scheme": (
            "L'adresse {address} est inutilisable : elle commence mal. La fenêtre montre comment une adresse commence."
        ),
        "address_password": (
            "L'adresse {address} est inutilisable : le nom d'utilisateur ou le mot de passe contient un signe qui "
            "s'y écrit autrement. La fenêtre montre comment."
        ),
        "address_host": "L'adresse est inutilisable : le nom de la machine manque ou est faux.",
        "address_characters": (
            "L'adresse {address} est inutilisable : elle est trop longue ou contient des caractères qu'une adresse "
            "ne peut pas avoir."
        ),
        "stream_password": (
            "{address} demande un nom d'utilisateur et un mot de passe, ou refuse ceux-ci. Écrivez-les dans "
            "l'adresse. La fenêtre montre comment."
        ),
        "picture_kind": "Ce n'est pas une image d'un type connu.",
        "stream_certificate": (
            "Le certificat de {address} n'est pas fiable. Vérifiez l'adresse, ou prenez-en une sans chiffrement."
        ),
        "folder_without_pictures": "Il n'y a pas d'images dans {path}. Mettez-en, ou indiquez un autre endroit.",
        "demo_specimen_missing": (
            "Un billet spécimen de la démonstration manque ou est abîmé. Installez Noteworthy à nouveau."
        ),
        "model_without_checksum": (
            "Le modèle {path} vient d'une version plus ancienne et n'a pas de somme de contrôle. Procurez-vous un "
            "fichier plus récent."
        ),
        "taught_no_photos": (
            "Pas de photos dans {path}. Mettez les photos de chaque face dans un dossier à part, front et back."
        ),
    },
    "pt": {
        "phone_package": (
            "Um telefone ainda não pode ser a câmera: falta um pacote necessário. A janela mostra como instalá-lo."
        ),
        "source_not_found": "A fonte {source} não existe. A janela mostra o que pode ser indicado.",
        "source_empty": "Nenhuma fonte foi indicada. A janela mostra o que pode ser indicado.",
        "file_kind_unknown": "{path} não é uma imagem nem um vídeo de um tipo conhecido.",
        "address_scheme": (
            "O endereço {address} não pode ser usado: ele começa errado. A janela mostra como um endereço começa."
        ),
        "address_password": (
            "O endereço {address} não pode ser usado: o nome de usuário ou a senha tem um sinal que ali se "
            "escreve de outra forma. A janela mostra como."
        ),
        "address_host": "O endereço não pode ser usado: o nome da máquina falta ou está errado.",
        "address_characters": (
            "O endereço {address} não pode ser usado: é longo demais ou tem caracteres que um endereço não pode ter."
        ),
        "stream_password": (
            "{address} pede um nome de usuário e uma senha, ou recusa estes. Escreva-os no endereço. A janela "
            "mostra como."
        ),
        "picture_kind": "Isto não é uma imagem de um tipo conhecido.",
        "stream_certificate": (
            "O certificado de {address} não é confiável. Confira o endereço ou use um sem criptografia."
        ),
        "folder_without_pictures": "Não há imagens em {path}. Coloque algumas lá ou indique outro lugar.",
        "demo_specimen_missing": (
            "Falta ou está danificada uma nota de amostra da demonstração. Instale o Noteworthy de novo."
        ),
        "model_without_checksum": (
            "O modelo {path} é de uma versão mais antiga e não tem soma de verificação. Obtenha um arquivo mais novo."
        ),
        "taught_no_photos": "Não há fotos em {path}. Ponha as fotos de cada lado numa pasta própria, front e back.",
    },
    "hi": {
        "phone_package": ("फ़ोन अभी कैमरा नहीं बन सकता: एक ज़रूरी पैकेज इंस्टॉल नहीं है। उसे इंस्टॉल करने का तरीका विंडो में दिखता है।"),
        "source_not_found": "{source} नाम का कोई स्रोत नहीं है। क्या बताया जा सकता है, यह विंडो में लिखा है।",
        "source_empty": "कोई स्रोत नहीं बताया गया। क्या बताया जा सकता है, यह विंडो में लिखा है।",
        "file_kind_unknown": "{path} किसी जाने हुए प्रकार की तस्वीर या वीडियो नहीं है।",
        "address_scheme": "पता {address} काम नहीं करता: उसकी शुरुआत ग़लत है। पता कैसे शुरू होता है, यह विंडो में लिखा है।",
        "address_password": (
            "पता {address} काम नहीं करता: उपयोगकर्ता नाम या पासवर्ड में ऐसा चिह्न है जो वहाँ दूसरी तरह लिखा जाता है। "
            "कैसे, यह विंडो में लिखा है।"
        ),
        "address_host": "पता काम नहीं करता: मशीन का नाम नहीं है या ग़लत है।",
        "address_characters": ("पता {address} काम नहीं करता: वह बहुत लंबा है या उसमें ऐसे अक्षर हैं जो पते में नहीं हो सकते।"),
        "stream_password": (
            "{address} उपयोगकर्ता नाम और पासवर्ड माँगता है, या इन्हें नहीं मानता। इन्हें पते में लिखिए। कैसे, यह विंडो में लिखा है।"
        ),
        "picture_kind": "यह किसी जाने हुए प्रकार की तस्वीर नहीं है।",
        "stream_certificate": (
            "{address} के प्रमाणपत्र पर भरोसा नहीं किया जा सकता। पता जाँचिए, या बिना एन्क्रिप्शन वाला पता लीजिए।"
        ),
        "folder_without_pictures": "{path} में कोई तस्वीर नहीं है। वहाँ कुछ रखिए, या दूसरी जगह बताइए।",
        "demo_specimen_missing": "डेमो का एक नमूना नोट नहीं है या ख़राब है। Noteworthy फिर से इंस्टॉल कीजिए।",
        "model_without_checksum": "मॉडल {path} पुराने संस्करण का है और उसमें चेकसम नहीं है। नई फ़ाइल लीजिए।",
        "taught_no_photos": "{path} में फ़ोटो नहीं हैं। हर तरफ़ के फ़ोटो अपने अलग फ़ोल्डर में रखें, front और back।",
    },
    "tr": {
        "phone_package": (
            "Telefon henüz kamera olamaz: gereken bir paket kurulu değil. Nasıl kurulacağı pencerede gösteriliyor."
        ),
        "source_not_found": "{source} adlı bir kaynak yok. Neler yazılabileceği pencerede gösteriliyor.",
        "source_empty": "Kaynak belirtilmedi. Neler yazılabileceği pencerede gösteriliyor.",
        "file_kind_unknown": "{path} bilinen türden bir resim veya video değil.",
        "address_scheme": (
            "{address} adresi kullanılamıyor: başlangıcı yanlış. Bir adresin nasıl başladığı pencerede gösteriliyor."
        ),
        "address_password": (
            "{address} adresi kullanılamıyor: kullanıcı adında veya parolada orada başka türlü yazılan bir işaret "
            "var. Nasıl yazıldığı pencerede gösteriliyor."
        ),
        "address_host": "Adres kullanılamıyor: makinenin adı eksik veya yanlış.",
        "address_characters": (
            "{address} adresi kullanılamıyor: çok uzun ya da bir adreste bulunamayacak karakterler içeriyor."
        ),
        "stream_password": (
            "{address} kullanıcı adı ve parola istiyor ya da bunları kabul etmiyor. Bunları adrese yazın. Nasıl "
            "yazıldığı pencerede gösteriliyor."
        ),
        "picture_kind": "Bu, bilinen türden bir resim değil.",
        "stream_certificate": (
            "{address} sertifikasına güvenilemez. Adresi denetleyin ya da şifrelemesiz bir adres kullanın."
        ),
        "folder_without_pictures": "{path} içinde resim yok. Oraya resim koyun ya da başka bir yer yazın.",
        "demo_specimen_missing": "Gösterinin bir örnek banknotu eksik ya da bozuk. Noteworthy'yi yeniden kurun.",
        "model_without_checksum": "{path} modeli eski bir sürümden ve sağlama toplamı yok. Daha yeni bir dosya edinin.",
        "taught_no_photos": (
            "{path} içinde fotoğraf yok. Her yüzün fotoğraflarını kendi klasörüne koyun: front ve back."
        ),
    },
    "ru": {
        "phone_package": (
            "Телефон пока не может быть камерой: не установлен нужный пакет. В окне показано, как его установить."
        ),
        "source_not_found": "Источника {source} нет. Что можно указать, показано в окне.",
        "source_empty": "Источник не указан. Что можно указать, показано в окне.",
        "file_kind_unknown": "{path} — не изображение и не видео известного вида.",
        "address_scheme": (
            "Адрес {address} нельзя использовать: он начинается неверно. Как начинается адрес, показано в окне."
        ),
        "address_password": (
            "Адрес {address} нельзя использовать: в имени пользователя или пароле есть знак, который там пишется "
            "иначе. Как именно, показано в окне."
        ),
        "address_host": "Адрес нельзя использовать: имя устройства отсутствует или неверно.",
        "address_characters": (
            "Адрес {address} нельзя использовать: он слишком длинный или содержит знаки, которых в адресе быть не "
            "может."
        ),
        "stream_password": (
            "{address} требует имя пользователя и пароль или не принимает эти. Впишите их в адрес. Как именно, "
            "показано в окне."
        ),
        "picture_kind": "Это не изображение известного вида.",
        "stream_certificate": (
            "Сертификату {address} нельзя доверять. Проверьте адрес или возьмите адрес без шифрования."
        ),
        "folder_without_pictures": "В {path} нет изображений. Положите их туда или укажите другое место.",
        "demo_specimen_missing": "Образца для демонстрации нет, или он повреждён. Установите Noteworthy заново.",
        "model_without_checksum": (
            "Модель {path} от более старой версии, в ней нет контрольной суммы. Возьмите более новый файл."
        ),
        "taught_no_photos": "В {path} нет снимков. Положите снимки каждой стороны в свою папку, front и back.",
    },
    "id": {
        "phone_package": (
            "Ponsel belum dapat menjadi kamera: paket yang diperlukan tidak terpasang. Jendela menunjukkan "
            "cara memasangnya."
        ),
        "source_not_found": "Tidak ada sumber {source}. Jendela menampilkan apa yang dapat disebutkan.",
        "source_empty": "Tidak ada sumber yang disebutkan. Jendela menampilkan apa yang dapat disebutkan.",
        "file_kind_unknown": "{path} bukan gambar atau video dari jenis yang dikenal.",
        "address_scheme": (
            "Alamat {address} tidak dapat dipakai: awalnya salah. Jendela menampilkan bagaimana alamat diawali."
        ),
        "address_password": (
            "Alamat {address} tidak dapat dipakai: nama pengguna atau kata sandinya berisi tanda yang di sana "
            "ditulis lain. Jendela menampilkan caranya."
        ),
        "address_host": "Alamat itu tidak dapat dipakai: nama mesin tidak ada atau salah.",
        "address_characters": (
            "Alamat {address} tidak dapat dipakai: terlalu panjang atau berisi karakter yang tidak boleh ada dalam "
            "alamat."
        ),
        "stream_password": (
            "{address} meminta nama pengguna dan kata sandi, atau menolak yang ini. Tulis di alamat. Jendela "
            "menampilkan caranya."
        ),
        "picture_kind": "Ini bukan gambar dari jenis yang dikenal.",
        "stream_certificate": (
            "Sertifikat {address} tidak dapat dipercaya. Periksa alamatnya, atau pakai alamat tanpa enkripsi."
        ),
        "folder_without_pictures": "Tidak ada gambar di {path}. Taruh beberapa di sana, atau sebutkan tempat lain.",
        "demo_specimen_missing": "Satu uang contoh untuk demo hilang atau rusak. Pasang Noteworthy lagi.",
        "model_without_checksum": (
            "Model {path} berasal dari versi lama dan tidak punya checksum. Dapatkan berkas yang lebih baru."
        ),
        "taught_no_photos": "Tidak ada foto di {path}. Letakkan foto tiap sisi di foldernya sendiri, front dan back.",
    },
    "ar": {
        "phone_package": ("لا يمكن للهاتف أن يكون الكاميرا بعد: حزمة يحتاجها غير مثبتة. تعرض النافذة كيفية تثبيتها."),
        "source_not_found": "لا يوجد مصدر باسم {source}. تُظهر النافذة ما يمكن ذكره.",
        "source_empty": "لم يُذكر أي مصدر. تُظهر النافذة ما يمكن ذكره.",
        "file_kind_unknown": "{path} ليس صورة ولا فيديو من نوع معروف.",
        "address_scheme": "لا يمكن استخدام العنوان {address}: بدايته خاطئة. تُظهر النافذة كيف يبدأ العنوان.",
        "address_password": (
            "لا يمكن استخدام العنوان {address}: في اسم المستخدم أو كلمة المرور رمز يُكتب هناك بطريقة أخرى. تُظهر "
            "النافذة كيف يُكتب."
        ),
        "address_host": "لا يمكن استخدام العنوان: اسم الجهاز ناقص أو خاطئ.",
        "address_characters": "لا يمكن استخدام العنوان {address}: فهو طويل جدًا أو فيه رموز لا تجوز في العنوان.",
        "stream_password": (
            "يطلب {address} اسم مستخدم وكلمة مرور، أو يرفض هذين. اكتبهما في العنوان. تُظهر النافذة كيف يُكتبان."
        ),
        "picture_kind": "هذه ليست صورة من نوع معروف.",
        "stream_certificate": ("لا يمكن الوثوق بشهادة {address}. تحقق من العنوان، أو استخدم عنوانًا بلا تشفير."),
        "folder_without_pictures": "لا توجد صور في {path}. ضع بعضها هناك، أو اذكر مكانًا آخر.",
        "demo_specimen_missing": "ورقة نموذجية للعرض مفقودة أو تالفة. ثبّت Noteworthy من جديد.",
        "model_without_checksum": "النموذج {path} من إصدار أقدم وليس فيه مجموع تحقق. احصل على ملف أحدث.",
        "taught_no_photos": "لا صور في {path}. ضع صور كل وجه في مجلد خاص به، front و back.",
    },
}
