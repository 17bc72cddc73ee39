"""What is said of a source or camera that cannot be had or used, by code and language. See `app/trouble.py`."""

TROUBLES: dict[str, dict[str, str]] = {
    "en": {
        "source_not_found": (
            "There is no source {source}: no such file or folder. Name auto, demo, the number of a camera such "
            "as 0, the device path of a camera, a video file, a picture, a folder of pictures, or an address "
            "that begins with http://, https:// or rtsp://."
        ),
        "source_empty": (
            "No source was named. Name auto, demo, the number of a camera such as 0, the device path of a "
            "camera, a video file, a picture, a folder of pictures, or an address that begins with http://, "
            "https:// or rtsp://."
        ),
        "source_numbers": (
            "Frames a second must lie above 0 and up to 240, the seconds a picture is held above 0 and up to "
            "3600; these were {fps} and {hold_s}."
        ),
        "source_not_open": "{source} is not open. Choose it again.",
        "camera_cannot_open": (
            "The camera {camera} cannot be opened. Check that it is plugged in, that no other program is using "
            "it and that this program is allowed to use cameras, or choose another source."
        ),
        "camera_no_pictures": (
            "The camera {camera} opens but delivers no pictures. Check that no other program is using it, plug "
            "it in again, or choose another source."
        ),
        "camera_bad_pictures": (
            "The camera {camera} delivers pictures that cannot be used. Plug it in again, or choose another source."
        ),
        "camera_stopped": (
            "The camera {camera} stopped delivering pictures. Check that it is still plugged in and that no "
            "other program has taken it."
        ),
        "camera_failed": "The camera {camera} failed in an unexpected way. It is being tried again.",
        "camera_frozen": (
            "The picture of the camera {camera} stands still, so new notes are not seen. Plug it in again, or "
            "restart the app that sends it."
        ),
        "no_camera": "No camera was found. Plug one in, or choose another source.",
    },
    "es": {
        "source_not_found": (
            "No existe la fuente {source}: no hay tal archivo ni carpeta. Indique auto, demo, el número de una "
            "cámara como 0, la ruta de dispositivo de una cámara, un vídeo, una imagen, una carpeta de imágenes "
            "o una dirección que empiece por http://, https:// o rtsp://."
        ),
        "source_empty": (
            "No se indicó ninguna fuente. Indique auto, demo, el número de una cámara como 0, la ruta de "
            "dispositivo de una cámara, un vídeo, una imagen, una carpeta de imágenes o una dirección que "
            "empiece por http://, https:// o rtsp://."
        ),
        "source_numbers": (
            "Los fotogramas por segundo deben ser más de 0 y como mucho 240, y los segundos que se muestra una "
            "imagen más de 0 y como mucho 3600; eran {fps} y {hold_s}."
        ),
        "source_not_open": "{source} no está abierta. Elíjala otra vez.",
        "camera_cannot_open": (
            "No se puede abrir la cámara {camera}. Compruebe que está conectada, que ningún otro programa la usa "
            "y que este programa tiene permiso para usar cámaras, o elija otra fuente."
        ),
        "camera_no_pictures": (
            "La cámara {camera} se abre pero no da imágenes. Compruebe que ningún otro programa la usa, vuelva a "
            "conectarla o elija otra fuente."
        ),
        "camera_bad_pictures": (
            "La cámara {camera} da imágenes que no se pueden usar. Vuelva a conectarla o elija otra fuente."
        ),
        "camera_stopped": (
            "La cámara {camera} dejó de dar imágenes. Compruebe que sigue conectada y que ningún otro programa "
            "la ha tomado."
        ),
        "camera_failed": "La cámara {camera} falló de forma inesperada. Se está intentando de nuevo.",
        "camera_frozen": (
            "La imagen de la cámara {camera} está congelada y no se ven billetes nuevos. Vuelva a conectarla o "
            "reinicie la aplicación que la envía."
        ),
        "no_camera": "No se encontró ninguna cámara. Conecte una o elija otra fuente.",
    },
    "de": {
        "source_not_found": (
            "Die Quelle {source} gibt es nicht: keine Datei und kein Ordner heißt so. Nennen Sie auto, demo, die "
            "Nummer einer Kamera wie 0, den Gerätepfad einer Kamera, ein Video, ein Bild, einen Ordner mit "
            "Bildern oder eine Adresse, die mit http://, https:// oder rtsp:// beginnt."
        ),
        "source_empty": (
            "Es wurde keine Quelle genannt. Nennen Sie auto, demo, die Nummer einer Kamera wie 0, den Gerätepfad "
            "einer Kamera, ein Video, ein Bild, einen Ordner mit Bildern oder eine Adresse, die mit http://, "
            "https:// oder rtsp:// beginnt."
        ),
        "source_numbers": (
            "Bilder in der Sekunde müssen über 0 und höchstens 240 sein, die Sekunden, die ein Bild gezeigt "
            "wird, über 0 und höchstens 3600; es waren {fps} und {hold_s}."
        ),
        "source_not_open": "{source} ist nicht geöffnet. Wählen Sie die Quelle noch einmal.",
        "camera_cannot_open": (
            "Die Kamera {camera} lässt sich nicht öffnen. Prüfen Sie, ob sie angesteckt ist, ob kein anderes "
            "Programm sie benutzt und ob dieses Programm Kameras benutzen darf, oder wählen Sie eine andere "
            "Quelle."
        ),
        "camera_no_pictures": (
            "Die Kamera {camera} lässt sich öffnen, liefert aber keine Bilder. Prüfen Sie, ob kein anderes "
            "Programm sie benutzt, stecken Sie sie neu an, oder wählen Sie eine andere Quelle."
        ),
        "camera_bad_pictures": (
            "Die Kamera {camera} liefert Bilder, die sich nicht verwenden lassen. Stecken Sie sie neu an, oder "
            "wählen Sie eine andere Quelle."
        ),
        "camera_stopped": (
            "Die Kamera {camera} liefert keine Bilder mehr. Prüfen Sie, ob sie noch angesteckt ist und ob kein "
            "anderes Programm sie genommen hat."
        ),
        "camera_failed": "Die Kamera {camera} hat auf unerwartete Weise versagt. Sie wird noch einmal versucht.",
        "camera_frozen": (
            "Das Bild der Kamera {camera} steht still, neue Scheine werden nicht gesehen. Stecken Sie sie neu "
            "an, oder starten Sie die App neu, die es sendet."
        ),
        "no_camera": "Es wurde keine Kamera gefunden. Stecken Sie eine an, oder wählen Sie eine andere Quelle.",
    },
    "fr": {
        "source_not_found": (
            "La source {source} n'existe pas : aucun fichier ni dossier de ce nom. Indiquez auto, demo, le "
            "numéro d'une caméra comme 0, le chemin de périphérique d'une caméra, une vidéo, une image, un "
            "dossier d'images ou une adresse qui commence par http://, https:// ou rtsp://."
        ),
        "source_empty": (
            "Aucune source n'a été indiquée. Indiquez auto, demo, le numéro d'une caméra comme 0, le chemin de "
            "périphérique d'une caméra, une vidéo, une image, un dossier d'images ou une adresse qui commence "
            "par http://, https:// ou rtsp://."
        ),
        "source_numbers": (
            "Les images par seconde doivent être au-dessus de 0 et au plus 240, les secondes d'affichage d'une "
            "image au-dessus de 0 et au plus 3600 ; c'était {fps} et {hold_s}."
        ),
        "source_not_open": "{source} n'est pas ouverte. Choisissez-la de nouveau.",
        "camera_cannot_open": (
            "La caméra {camera} ne s'ouvre pas. Vérifiez qu'elle est branchée, qu'aucun autre programme ne "
            "l'utilise et que ce programme a le droit d'utiliser les caméras, ou choisissez une autre source."
        ),
        "camera_no_pictures": (
            "La caméra {camera} s'ouvre mais ne donne pas d'images. Vérifiez qu'aucun autre programme ne "
            "l'utilise, rebranchez-la ou choisissez une autre source."
        ),
        "camera_bad_pictures": (
            "La caméra {camera} donne des images inutilisables. Rebranchez-la ou choisissez une autre source."
        ),
        "camera_stopped": (
            "La caméra {camera} ne donne plus d'images. Vérifiez qu'elle est toujours branchée et qu'aucun autre "
            "programme ne l'a prise."
        ),
        "camera_failed": "La caméra {camera} a échoué de façon inattendue. Un nouvel essai est en cours.",
        "camera_frozen": (
            "L'image de la caméra {camera} est figée, les nouveaux billets ne sont pas vus. Rebranchez-la ou "
            "redémarrez l'application qui l'envoie."
        ),
        "no_camera": "Aucune caméra n'a été trouvée. Branchez-en une ou choisissez une autre source.",
    },
    "pt": {
        "source_not_found": (
            "A fonte {source} não existe: não há arquivo nem pasta com esse nome. Indique auto, demo, o número "
            "de uma câmera como 0, o caminho de dispositivo de uma câmera, um vídeo, uma imagem, uma pasta de "
            "imagens ou um endereço que comece com http://, https:// ou rtsp://."
        ),
        "source_empty": (
            "Nenhuma fonte foi indicada. Indique auto, demo, o número de uma câmera como 0, o caminho de "
            "dispositivo de uma câmera, um vídeo, uma imagem, uma pasta de imagens ou um endereço que comece com "
            "http://, https:// ou rtsp://."
        ),
        "source_numbers": (
            "Os quadros por segundo devem ser mais de 0 e no máximo 240, e os segundos que uma imagem é mostrada "
            "mais de 0 e no máximo 3600; eram {fps} e {hold_s}."
        ),
        "source_not_open": "{source} não está aberta. Escolha-a de novo.",
        "camera_cannot_open": (
            "A câmera {camera} não pode ser aberta. Verifique se está conectada, se nenhum outro programa a está "
            "usando e se este programa tem permissão para usar câmeras, ou escolha outra fonte."
        ),
        "camera_no_pictures": (
            "A câmera {camera} abre mas não envia imagens. Verifique se nenhum outro programa a está usando, "
            "conecte-a de novo ou escolha outra fonte."
        ),
        "camera_bad_pictures": (
            "A câmera {camera} envia imagens que não podem ser usadas. Conecte-a de novo ou escolha outra fonte."
        ),
        "camera_stopped": (
            "A câmera {camera} parou de enviar imagens. Verifique se ainda está conectada e se nenhum outro "
            "programa a tomou."
        ),
        "camera_failed": "A câmera {camera} falhou de forma inesperada. Está sendo tentada de novo.",
        "camera_frozen": (
            "A imagem da câmera {camera} está parada, e notas novas não são vistas. Conecte-a de novo ou "
            "reinicie o aplicativo que a envia."
        ),
        "no_camera": "Nenhuma câmera foi encontrada. Conecte uma ou escolha outra fonte.",
    },
    "hi": {
        "source_not_found": (
            "{source} नाम का कोई स्रोत नहीं है: ऐसी कोई फ़ाइल या फ़ोल्डर नहीं। auto, demo, कैमरे की संख्या जैसे "
            "0, कैमरे का डिवाइस पथ, कोई वीडियो, कोई तस्वीर, तस्वीरों का फ़ोल्डर, या http://, https:// या rtsp:// "
            "से शुरू होने वाला पता बताइए।"
        ),
        "source_empty": (
            "कोई स्रोत नहीं बताया गया। auto, demo, कैमरे की संख्या जैसे 0, कैमरे का डिवाइस पथ, कोई वीडियो, कोई "
            "तस्वीर, तस्वीरों का फ़ोल्डर, या http://, https:// या rtsp:// से शुरू होने वाला पता बताइए।"
        ),
        "source_numbers": (
            "प्रति सेकंड फ़्रेम 0 से ऊपर और 240 तक, और तस्वीर दिखाने के सेकंड 0 से ऊपर और 3600 तक होने चाहिए; ये {fps} और {hold_s} थे।"
        ),
        "source_not_open": "{source} खुला नहीं है। इसे फिर से चुनिए।",
        "camera_cannot_open": (
            "कैमरा {camera} नहीं खुल रहा। जाँचिए कि वह जुड़ा है, कोई दूसरा प्रोग्राम उसे इस्तेमाल नहीं कर रहा और "
            "इस प्रोग्राम को कैमरे की अनुमति है, या दूसरा स्रोत चुनिए।"
        ),
        "camera_no_pictures": (
            "कैमरा {camera} खुलता है पर तस्वीरें नहीं देता। जाँचिए कि कोई दूसरा प्रोग्राम उसे इस्तेमाल नहीं कर "
            "रहा, उसे फिर से जोड़िए, या दूसरा स्रोत चुनिए।"
        ),
        "camera_bad_pictures": ("कैमरा {camera} ऐसी तस्वीरें देता है जो काम की नहीं हैं। उसे फिर से जोड़िए, या दूसरा स्रोत चुनिए।"),
        "camera_stopped": (
            "कैमरा {camera} अब तस्वीरें नहीं दे रहा। जाँचिए कि वह अब भी जुड़ा है और किसी दूसरे प्रोग्राम ने उसे नहीं लिया।"
        ),
        "camera_failed": "कैमरा {camera} अनपेक्षित रूप से विफल हुआ। फिर से कोशिश हो रही है।",
        "camera_frozen": (
            "कैमरा {camera} की तस्वीर रुकी हुई है, इसलिए नए नोट नहीं दिखते। उसे फिर से जोड़िए, या भेजने वाला ऐप फिर से चलाइए।"
        ),
        "no_camera": "कोई कैमरा नहीं मिला। एक कैमरा जोड़िए, या दूसरा स्रोत चुनिए।",
    },
    "tr": {
        "source_not_found": (
            "{source} adlı bir kaynak yok: böyle bir dosya veya klasör bulunamadı. auto, demo, 0 gibi bir kamera "
            "numarası, bir kameranın aygıt yolu, bir video, bir resim, bir resim klasörü ya da http://, https:// "
            "veya rtsp:// ile başlayan bir adres yazın."
        ),
        "source_empty": (
            "Kaynak belirtilmedi. auto, demo, 0 gibi bir kamera numarası, bir kameranın aygıt yolu, bir video, "
            "bir resim, bir resim klasörü ya da http://, https:// veya rtsp:// ile başlayan bir adres yazın."
        ),
        "source_numbers": (
            "Saniyedeki kare sayısı 0'dan büyük ve en çok 240, bir resmin gösterildiği saniye 0'dan büyük ve en "
            "çok 3600 olmalı; bunlar {fps} ve {hold_s} idi."
        ),
        "source_not_open": "{source} açık değil. Yeniden seçin.",
        "camera_cannot_open": (
            "{camera} kamerası açılamıyor. Takılı olduğunu, başka bir programın onu kullanmadığını ve bu "
            "programın kamera izni olduğunu denetleyin ya da başka bir kaynak seçin."
        ),
        "camera_no_pictures": (
            "{camera} kamerası açılıyor ama görüntü vermiyor. Başka bir programın onu kullanmadığını denetleyin, "
            "yeniden takın ya da başka bir kaynak seçin."
        ),
        "camera_bad_pictures": (
            "{camera} kamerası kullanılamayan görüntüler veriyor. Yeniden takın ya da başka bir kaynak seçin."
        ),
        "camera_stopped": (
            "{camera} kamerası artık görüntü vermiyor. Hâlâ takılı olduğunu ve başka bir programın onu "
            "almadığını denetleyin."
        ),
        "camera_failed": "{camera} kamerası beklenmedik biçimde hata verdi. Yeniden deneniyor.",
        "camera_frozen": (
            "{camera} kamerasının görüntüsü donmuş, yeni banknotlar görülmüyor. Yeniden takın ya da görüntüyü "
            "gönderen uygulamayı yeniden başlatın."
        ),
        "no_camera": "Kamera bulunamadı. Bir kamera takın ya da başka bir kaynak seçin.",
    },
    "ru": {
        "source_not_found": (
            "Источника {source} нет: такого файла или папки не существует. Укажите auto, demo, номер камеры, "
            "например 0, путь к устройству камеры, видео, изображение, папку с изображениями или адрес, который "
            "начинается с http://, https:// или rtsp://."
        ),
        "source_empty": (
            "Источник не указан. Укажите auto, demo, номер камеры, например 0, путь к устройству камеры, видео, "
            "изображение, папку с изображениями или адрес, который начинается с http://, https:// или rtsp://."
        ),
        "source_numbers": (
            "Кадров в секунду должно быть больше 0 и не больше 240, секунд показа изображения — больше 0 и не "
            "больше 3600; было {fps} и {hold_s}."
        ),
        "source_not_open": "Источник {source} не открыт. Выберите его снова.",
        "camera_cannot_open": (
            "Камера {camera} не открывается. Проверьте, что она подключена, что её не использует другая "
            "программа и что этой программе разрешены камеры, или выберите другой источник."
        ),
        "camera_no_pictures": (
            "Камера {camera} открывается, но не даёт изображения. Проверьте, что её не использует другая "
            "программа, подключите её снова или выберите другой источник."
        ),
        "camera_bad_pictures": (
            "Камера {camera} даёт изображение, которое нельзя использовать. Подключите её снова или выберите "
            "другой источник."
        ),
        "camera_stopped": (
            "Камера {camera} перестала давать изображение. Проверьте, что она всё ещё подключена и что её не "
            "заняла другая программа."
        ),
        "camera_failed": "Камера {camera} дала неожиданный сбой. Идёт новая попытка.",
        "camera_frozen": (
            "Изображение камеры {camera} застыло, новые банкноты не видны. Подключите её снова или перезапустите "
            "приложение, которое его передаёт."
        ),
        "no_camera": "Камера не найдена. Подключите камеру или выберите другой источник.",
    },
    "id": {
        "source_not_found": (
            "Tidak ada sumber {source}: berkas atau folder itu tidak ada. Sebutkan auto, demo, nomor kamera "
            "seperti 0, jalur perangkat kamera, berkas video, gambar, folder gambar, atau alamat yang diawali "
            "http://, https:// atau rtsp://."
        ),
        "source_empty": (
            "Tidak ada sumber yang disebutkan. Sebutkan auto, demo, nomor kamera seperti 0, jalur perangkat "
            "kamera, berkas video, gambar, folder gambar, atau alamat yang diawali http://, https:// atau "
            "rtsp://."
        ),
        "source_numbers": (
            "Bingkai per detik harus di atas 0 sampai 240, dan detik tampil satu gambar di atas 0 sampai 3600; "
            "nilainya {fps} dan {hold_s}."
        ),
        "source_not_open": "{source} tidak terbuka. Pilih lagi.",
        "camera_cannot_open": (
            "Kamera {camera} tidak dapat dibuka. Periksa apakah sudah terpasang, tidak dipakai program lain, dan "
            "program ini diizinkan memakai kamera, atau pilih sumber lain."
        ),
        "camera_no_pictures": (
            "Kamera {camera} terbuka tetapi tidak mengirim gambar. Periksa apakah tidak dipakai program lain, "
            "pasang lagi, atau pilih sumber lain."
        ),
        "camera_bad_pictures": (
            "Kamera {camera} mengirim gambar yang tidak dapat dipakai. Pasang lagi, atau pilih sumber lain."
        ),
        "camera_stopped": (
            "Kamera {camera} berhenti mengirim gambar. Periksa apakah masih terpasang dan tidak diambil program lain."
        ),
        "camera_failed": "Kamera {camera} gagal secara tak terduga. Sedang dicoba lagi.",
        "camera_frozen": (
            "Gambar kamera {camera} membeku, sehingga uang baru tidak terlihat. Pasang lagi, atau mulai ulang "
            "aplikasi yang mengirimnya."
        ),
        "no_camera": "Tidak ada kamera yang ditemukan. Pasang kamera, atau pilih sumber lain.",
    },
    "ar": {
        "source_not_found": (
            "لا يوجد مصدر باسم {source}: لا ملف ولا مجلد بهذا الاسم. اذكر auto أو demo أو رقم كاميرا مثل 0 أو "
            "مسار جهاز كاميرا أو ملف فيديو أو صورة أو مجلد صور أو عنوانًا يبدأ بـ http://‎ أو https://‎ أو "
            "rtsp://‎."
        ),
        "source_empty": (
            "لم يُذكر أي مصدر. اذكر auto أو demo أو رقم كاميرا مثل 0 أو مسار جهاز كاميرا أو ملف فيديو أو صورة أو "
            "مجلد صور أو عنوانًا يبدأ بـ http://‎ أو https://‎ أو rtsp://‎."
        ),
        "source_numbers": (
            "يجب أن تكون الإطارات في الثانية أكثر من 0 وحتى 240، وثواني عرض الصورة أكثر من 0 وحتى 3600؛ وكانت "
            "{fps} و{hold_s}."
        ),
        "source_not_open": "المصدر {source} غير مفتوح. اختره من جديد.",
        "camera_cannot_open": (
            "لا يمكن فتح الكاميرا {camera}. تحقق من أنها موصولة، ومن أن لا برنامج آخر يستخدمها، ومن أن هذا "
            "البرنامج مسموح له باستخدام الكاميرات، أو اختر مصدرًا آخر."
        ),
        "camera_no_pictures": (
            "الكاميرا {camera} تُفتح لكنها لا تعطي صورًا. تحقق من أن لا برنامج آخر يستخدمها، أو أعد وصلها، أو "
            "اختر مصدرًا آخر."
        ),
        "camera_bad_pictures": "الكاميرا {camera} تعطي صورًا لا يمكن استخدامها. أعد وصلها، أو اختر مصدرًا آخر.",
        "camera_stopped": (
            "توقفت الكاميرا {camera} عن إعطاء الصور. تحقق من أنها ما زالت موصولة ومن أن لا برنامج آخر أخذها."
        ),
        "camera_failed": "تعطلت الكاميرا {camera} بشكل غير متوقع. تُعاد المحاولة الآن.",
        "camera_frozen": (
            "صورة الكاميرا {camera} جامدة، فلا تُرى الأوراق الجديدة. أعد وصلها، أو أعد تشغيل التطبيق الذي يرسلها."
        ),
        "no_camera": "لم يُعثر على كاميرا. صِل واحدة، أو اختر مصدرًا آخر.",
    },
}
