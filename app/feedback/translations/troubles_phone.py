"""What goes wrong with a phone as the camera, in all languages."""

TROUBLES: dict[str, dict[str, str]] = {
    "en": {
        "phone_no_network": "No phone can reach this computer: it is in no network. Connect both to the same one.",
        "phone_no_port": "The page for the phone cannot be served: {reason}.",
        "phone_package": (
            "A phone cannot be the camera: the package {package} is not installed. Say: python -m pip install {package}"
        ),
        "phone_lost": "The phone sends no pictures. Open the page on it again, or wake it.",
        "phone_bad_pictures": "What the phone sends are no pictures that can be used. Open the page on it again.",
    },
    "es": {
        "phone_no_network": "Ningún teléfono llega a este ordenador: no está en ninguna red. Conecte ambos a la misma.",
        "phone_no_port": "No se puede ofrecer la página para el teléfono: {reason}.",
        "phone_package": (
            "Un teléfono no puede ser la cámara: falta el paquete {package}. Escriba: python -m pip install {package}"
        ),
        "phone_lost": "El teléfono no envía imágenes. Abra de nuevo la página en él o desbloquéelo.",
        "phone_bad_pictures": "Lo que envía el teléfono no son imágenes útiles. Abra de nuevo la página en él.",
    },
    "de": {
        "phone_no_network": (
            "Kein Telefon erreicht diesen Computer: Er ist in keinem Netz. Verbinden Sie beide mit demselben."
        ),
        "phone_no_port": "Die Seite für das Telefon kann nicht angeboten werden: {reason}.",
        "phone_package": (
            "Ein Telefon kann nicht die Kamera sein: Das Paket {package} ist nicht installiert. "
            "Tippen Sie: python -m pip install {package}"
        ),
        "phone_lost": "Das Telefon sendet keine Bilder. Öffnen Sie die Seite darauf noch einmal, oder wecken Sie es.",
        "phone_bad_pictures": (
            "Was das Telefon sendet, sind keine brauchbaren Bilder. Öffnen Sie die Seite darauf noch einmal."
        ),
    },
    "fr": {
        "phone_no_network": (
            "Aucun téléphone n'atteint cet ordinateur : il n'est dans aucun réseau. Connectez les deux au même."
        ),
        "phone_no_port": "La page pour le téléphone ne peut pas être servie : {reason}.",
        "phone_package": (
            "Un téléphone ne peut pas être la caméra : le paquet {package} n'est pas installé. "
            "Tapez : python -m pip install {package}"
        ),
        "phone_lost": "Le téléphone n'envoie pas d'images. Rouvrez-y la page, ou réveillez-le.",
        "phone_bad_pictures": "Ce que le téléphone envoie n'est pas une image utilisable. Rouvrez-y la page.",
    },
    "pt": {
        "phone_no_network": (
            "Nenhum telefone alcança este computador: ele não está em rede alguma. Conecte ambos à mesma."
        ),
        "phone_no_port": "A página para o telefone não pode ser oferecida: {reason}.",
        "phone_package": (
            "Um telefone não pode ser a câmera: o pacote {package} não está instalado. "
            "Digite: python -m pip install {package}"
        ),
        "phone_lost": "O telefone não envia imagens. Abra de novo a página nele ou desbloqueie-o.",
        "phone_bad_pictures": "O que o telefone envia não são imagens que sirvam. Abra de novo a página nele.",
    },
    "hi": {
        "phone_no_network": "कोई फ़ोन इस कंप्यूटर तक नहीं पहुँच सकता: यह किसी नेटवर्क में नहीं है। दोनों को एक ही नेटवर्क से जोड़ें।",
        "phone_no_port": "फ़ोन का पृष्ठ नहीं दिया जा सकता: {reason}।",
        "phone_package": ("फ़ोन कैमरा नहीं बन सकता: पैकेज {package} इंस्टॉल नहीं है। लिखें: python -m pip install {package}"),
        "phone_lost": "फ़ोन चित्र नहीं भेज रहा। उस पर पृष्ठ फिर खोलें, या उसे जगाएँ।",
        "phone_bad_pictures": "फ़ोन जो भेजता है वे काम के चित्र नहीं हैं। उस पर पृष्ठ फिर खोलें।",
    },
    "tr": {
        "phone_no_network": "Hiçbir telefon bu bilgisayara ulaşamaz: bir ağda değil. İkisini aynı ağa bağlayın.",
        "phone_no_port": "Telefon için sayfa sunulamıyor: {reason}.",
        "phone_package": (
            "Telefon kamera olamaz: {package} paketi kurulu değil. Şunu yazın: python -m pip install {package}"
        ),
        "phone_lost": "Telefon görüntü göndermiyor. Sayfayı onda yeniden açın ya da kilidini açın.",
        "phone_bad_pictures": "Telefonun gönderdikleri kullanılabilir görüntü değil. Sayfayı onda yeniden açın.",
    },
    "ru": {
        "phone_no_network": "Телефон не может найти этот компьютер: он не в сети. Подключите оба к одной сети.",
        "phone_no_port": "Страницу для телефона нельзя открыть: {reason}.",
        "phone_package": (
            "Телефон не может быть камерой: пакет {package} не установлен. Введите: python -m pip install {package}"
        ),
        "phone_lost": "Телефон не присылает изображений. Откройте на нём страницу снова или разблокируйте его.",
        "phone_bad_pictures": "То, что присылает телефон, – не годные изображения. Откройте на нём страницу снова.",
    },
    "id": {
        "phone_no_network": (
            "Ponsel tidak dapat menjangkau komputer ini: tidak ada jaringan. Hubungkan keduanya ke jaringan yang sama."
        ),
        "phone_no_port": "Halaman untuk ponsel tidak dapat disajikan: {reason}.",
        "phone_package": (
            "Ponsel tidak dapat menjadi kamera: paket {package} tidak terpasang. Ketik: python -m pip install {package}"
        ),
        "phone_lost": "Ponsel tidak mengirim gambar. Buka lagi halamannya di ponsel, atau bangunkan ponsel.",
        "phone_bad_pictures": "Yang dikirim ponsel bukan gambar yang dapat dipakai. Buka lagi halamannya di ponsel.",
    },
    "ar": {
        "phone_no_network": "لا يصل أي هاتف إلى هذا الحاسوب: ليس في أي شبكة. صِل الاثنين بالشبكة نفسها.",
        "phone_no_port": "لا يمكن تقديم الصفحة للهاتف: {reason}.",
        "phone_package": (
            "لا يمكن للهاتف أن يكون الكاميرا: الحزمة {package} غير مثبتة. اكتب: python -m pip install {package}"
        ),
        "phone_lost": "الهاتف لا يرسل صورًا. افتح الصفحة عليه من جديد أو أيقظه.",
        "phone_bad_pictures": "ما يرسله الهاتف ليس صورًا يمكن استعمالها. افتح الصفحة عليه من جديد.",
    },
}
