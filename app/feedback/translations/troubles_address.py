"""What is said of an address and of what comes from there, by code and language. See `app/trouble.py`."""

TROUBLES: dict[str, dict[str, str]] = {
    "en": {
        "address_scheme": "The address {address} cannot be used. An address begins with http://, https:// or rtsp://.",
        "address_password": (
            "The address {address} cannot be used. In its user name and password write %40 for @, %23 for #, %2F for "
            "/, %3F for ?, %5B for [ and %5D for ]."
        ),
        "address_host": (
            "The address {address} cannot be used: the name of the machine is missing or wrong. An example is "
            "http://192.168.0.7:8080/video."
        ),
        "address_port": (
            "The address {address} cannot be used: after the colon stands a port, a number from 1 to 65535."
        ),
        "address_characters": (
            "The address {address} cannot be used: it is too long or has characters that an address cannot have. "
            "Write %20 for a space."
        ),
        "stream_unavailable": (
            "No video comes from {address}. Check the address, that the sending app is running and that both are "
            "on the same network."
        ),
        "stream_stopped": (
            "The stream from {address} stopped. Check that the sending app is still running and in reach."
        ),
        "stream_bad_pictures": (
            "What comes from {address} cannot be used as pictures. Check the address, or choose another source."
        ),
        "stream_password": (
            "{address} wants a user name and a password, or refuses these. Write them into the address: "
            "http://name:password@machine/."
        ),
        "stream_answer": "{address} answers with the error {status}. Check the address.",
        "stream_not_video": (
            "{address} is a web page, not a video. Look up the address of the video in the sending app."
        ),
        "stream_certificate": (
            "The certificate of {address} cannot be trusted. Check the address, or use one that begins with http://."
        ),
    },
    "es": {
        "address_scheme": (
            "No se puede usar la dirección {address}. Una dirección empieza por http://, https:// o rtsp://."
        ),
        "address_password": (
            "No se puede usar la dirección {address}. En el nombre de usuario y la contraseña escriba %40 en lugar "
            "de @, %23 en lugar de #, %2F en lugar de /, %3F en lugar de ?, %5B en lugar de [ y %5D en lugar de ]."
        ),
        "address_host": (
            "No se puede usar la dirección {address}: el nombre del equipo falta o es incorrecto. Un ejemplo es "
            "http://192.168.0.7:8080/video."
        ),
        "address_port": (
            "No se puede usar la dirección {address}: tras los dos puntos va un puerto, un número de 1 a 65535."
        ),
        "address_characters": (
            "No se puede usar la dirección {address}: es demasiado larga o tiene caracteres que una dirección no "
            "puede tener. Escriba %20 en lugar de un espacio."
        ),
        "stream_unavailable": (
            "No llega vídeo de {address}. Compruebe la dirección, que la aplicación que envía está en marcha y "
            "que ambos están en la misma red."
        ),
        "stream_stopped": (
            "El vídeo de {address} se detuvo. Compruebe que la aplicación que envía sigue en marcha y al alcance."
        ),
        "stream_bad_pictures": (
            "Lo que llega de {address} no se puede usar como imágenes. Compruebe la dirección o elija otra fuente."
        ),
        "stream_password": (
            "{address} pide un nombre de usuario y una contraseña, o rechaza estos. Escríbalos en la dirección: "
            "http://nombre:contraseña@equipo/."
        ),
        "stream_answer": "{address} responde con el error {status}. Compruebe la dirección.",
        "stream_not_video": (
            "{address} es una página web, no un vídeo. Busque la dirección del vídeo en la aplicación que lo envía."
        ),
        "stream_certificate": (
            "El certificado de {address} no es de confianza. Compruebe la dirección o use una que empiece por http://."
        ),
    },
    "de": {
        "address_scheme": (
            "Die Adresse {address} lässt sich nicht verwenden. Eine Adresse beginnt mit http://, https:// oder rtsp://."
        ),
        "address_password": (
            "Die Adresse {address} lässt sich nicht verwenden. Schreiben Sie im Benutzernamen und im Passwort %40 "
            "für @, %23 für #, %2F für /, %3F für ?, %5B für [ und %5D für ]."
        ),
        "address_host": (
            "Die Adresse {address} lässt sich nicht verwenden: Der Name des Geräts fehlt oder ist falsch. Ein "
            "Beispiel ist http://192.168.0.7:8080/video."
        ),
        "address_port": (
            "Die Adresse {address} lässt sich nicht verwenden: Nach dem Doppelpunkt steht ein Port, eine Zahl "
            "von 1 bis 65535."
        ),
        "address_characters": (
            "Die Adresse {address} lässt sich nicht verwenden: Sie ist zu lang oder enthält Zeichen, die in "
            "keiner Adresse stehen dürfen. Schreiben Sie %20 für ein Leerzeichen."
        ),
        "stream_unavailable": (
            "Von {address} kommt kein Video. Prüfen Sie die Adresse, ob die sendende App läuft und ob beide im "
            "selben Netz sind."
        ),
        "stream_stopped": (
            "Das Video von {address} ist abgebrochen. Prüfen Sie, ob die sendende App noch läuft und erreichbar ist."
        ),
        "stream_bad_pictures": (
            "Was von {address} kommt, lässt sich nicht als Bild verwenden. Prüfen Sie die Adresse, oder wählen "
            "Sie eine andere Quelle."
        ),
        "stream_password": (
            "{address} verlangt Benutzernamen und Passwort oder weist diese ab. Schreiben Sie beides in die "
            "Adresse: http://name:passwort@gerät/."
        ),
        "stream_answer": "{address} antwortet mit dem Fehler {status}. Prüfen Sie die Adresse.",
        "stream_not_video": (
            "{address} ist eine Webseite und kein Video. Sehen Sie in der sendenden App nach, wie die Adresse "
            "des Videos lautet."
        ),
        "stream_certificate": (
            "Dem Zertifikat von {address} ist nicht zu trauen. Prüfen Sie die Adresse, oder nehmen Sie eine, die "
            "mit http:// beginnt."
        ),
    },
    "fr": {
        "address_scheme": (
            "L'adresse {address} est inutilisable. Une adresse commence par http://, https:// ou rtsp://."
        ),
        "address_password": (
            "L'adresse {address} est inutilisable. Dans le nom d'utilisateur et le mot de passe, écrivez %40 pour @, "
            "%23 pour #, %2F pour /, %3F pour ?, %5B pour [ et %5D pour ]."
        ),
        "address_host": (
            "L'adresse {address} est inutilisable : le nom de la machine manque ou est faux. Un exemple est "
            "http://192.168.0.7:8080/video."
        ),
        "address_port": (
            "L'adresse {address} est inutilisable : après les deux-points vient un port, un nombre de 1 à 65535."
        ),
        "address_characters": (
            "L'adresse {address} est inutilisable : elle est trop longue ou contient des caractères qu'une "
            "adresse ne peut pas avoir. Écrivez %20 pour une espace."
        ),
        "stream_unavailable": (
            "Aucune vidéo ne vient de {address}. Vérifiez l'adresse, que l'application qui envoie est en marche "
            "et que les deux sont sur le même réseau."
        ),
        "stream_stopped": (
            "La vidéo de {address} s'est arrêtée. Vérifiez que l'application qui envoie est toujours en marche "
            "et à portée."
        ),
        "stream_bad_pictures": (
            "Ce qui vient de {address} n'est pas utilisable comme images. Vérifiez l'adresse ou choisissez une "
            "autre source."
        ),
        "stream_password": (
            "{address} demande un nom d'utilisateur et un mot de passe, ou refuse ceux-ci. Écrivez-les dans "
            "l'adresse : http://nom:motdepasse@machine/."
        ),
        "stream_answer": "{address} répond par l'erreur {status}. Vérifiez l'adresse.",
        "stream_not_video": (
            "{address} est une page web, pas une vidéo. Cherchez l'adresse de la vidéo dans l'application qui l'envoie."
        ),
        "stream_certificate": (
            "Le certificat de {address} n'est pas digne de confiance. Vérifiez l'adresse ou prenez-en une qui "
            "commence par http://."
        ),
    },
    "pt": {
        "address_scheme": (
            "O endereço {address} não pode ser usado. Um endereço começa com http://, https:// ou rtsp://."
        ),
        "address_password": (
            "O endereço {address} não pode ser usado. No nome de usuário e na senha escreva %40 em vez de @, %23 em "
            "vez de #, %2F em vez de /, %3F em vez de ?, %5B em vez de [ e %5D em vez de ]."
        ),
        "address_host": (
            "O endereço {address} não pode ser usado: o nome da máquina falta ou está errado. Um exemplo é "
            "http://192.168.0.7:8080/video."
        ),
        "address_port": (
            "O endereço {address} não pode ser usado: depois dos dois-pontos vem uma porta, um número de 1 a 65535."
        ),
        "address_characters": (
            "O endereço {address} não pode ser usado: é longo demais ou tem caracteres que um endereço não pode "
            "ter. Escreva %20 em vez de um espaço."
        ),
        "stream_unavailable": (
            "Não vem vídeo de {address}. Verifique o endereço, se o aplicativo que envia está em execução e se "
            "ambos estão na mesma rede."
        ),
        "stream_stopped": (
            "O vídeo de {address} parou. Verifique se o aplicativo que envia ainda está em execução e ao alcance."
        ),
        "stream_bad_pictures": (
            "O que vem de {address} não pode ser usado como imagens. Verifique o endereço ou escolha outra fonte."
        ),
        "stream_password": (
            "{address} pede um nome de usuário e uma senha, ou recusa estes. Escreva-os no endereço: "
            "http://nome:senha@máquina/."
        ),
        "stream_answer": "{address} responde com o erro {status}. Verifique o endereço.",
        "stream_not_video": (
            "{address} é uma página da web, não um vídeo. Procure o endereço do vídeo no aplicativo que o envia."
        ),
        "stream_certificate": (
            "O certificado de {address} não é confiável. Verifique o endereço ou use um que comece com http://."
        ),
    },
    "hi": {
        "address_scheme": "पता {address} काम नहीं करता। पता http://, https:// या rtsp:// से शुरू होता है।",
        "address_password": (
            "पता {address} काम नहीं करता। उपयोगकर्ता नाम और पासवर्ड में @ की जगह %40, # की जगह %23, / की जगह %2F, ? "
            "की जगह %3F, [ की जगह %5B और ] की जगह %5D लिखिए।"
        ),
        "address_host": (
            "पता {address} काम नहीं करता: मशीन का नाम नहीं है या ग़लत है। एक उदाहरण है http://192.168.0.7:8080/video"
        ),
        "address_port": "पता {address} काम नहीं करता: कोलन के बाद पोर्ट आता है, 1 से 65535 तक की संख्या।",
        "address_characters": (
            "पता {address} काम नहीं करता: वह बहुत लंबा है या उसमें ऐसे अक्षर हैं जो पते में नहीं हो सकते। ख़ाली जगह के लिए %20 लिखिए।"
        ),
        "stream_unavailable": (
            "{address} से कोई वीडियो नहीं आ रहा। पता जाँचिए, देखिए कि भेजने वाला ऐप चल रहा है और दोनों एक ही नेटवर्क पर हैं।"
        ),
        "stream_stopped": "{address} से वीडियो रुक गया। जाँचिए कि भेजने वाला ऐप अब भी चल रहा है और पहुँच में है।",
        "stream_bad_pictures": ("{address} से जो आता है वह तस्वीर के रूप में काम नहीं करता। पता जाँचिए, या दूसरा स्रोत चुनिए।"),
        "stream_password": (
            "{address} उपयोगकर्ता नाम और पासवर्ड माँगता है, या इन्हें नहीं मानता। इन्हें पते में लिखिए: http://name:password@machine/"
        ),
        "stream_answer": "{address} त्रुटि {status} के साथ उत्तर देता है। पता जाँचिए।",
        "stream_not_video": "{address} एक वेब पेज है, वीडियो नहीं। भेजने वाले ऐप में वीडियो का पता देखिए।",
        "stream_certificate": (
            "{address} के प्रमाणपत्र पर भरोसा नहीं किया जा सकता। पता जाँचिए, या http:// से शुरू होने वाला पता लीजिए।"
        ),
    },
    "tr": {
        "address_scheme": "{address} adresi kullanılamıyor. Adres http://, https:// veya rtsp:// ile başlar.",
        "address_password": (
            "{address} adresi kullanılamıyor. Kullanıcı adında ve parolada @ yerine %40, # yerine %23, / yerine %2F, "
            "? yerine %3F, [ yerine %5B ve ] yerine %5D yazın."
        ),
        "address_host": (
            "{address} adresi kullanılamıyor: makinenin adı eksik veya yanlış. Örnek: http://192.168.0.7:8080/video."
        ),
        "address_port": (
            "{address} adresi kullanılamıyor: iki noktadan sonra bağlantı noktası gelir, 1 ile 65535 arasında bir sayı."
        ),
        "address_characters": (
            "{address} adresi kullanılamıyor: çok uzun ya da bir adreste bulunamayacak karakterler içeriyor. "
            "Boşluk yerine %20 yazın."
        ),
        "stream_unavailable": (
            "{address} adresinden video gelmiyor. Adresi, gönderen uygulamanın çalıştığını ve ikisinin aynı ağda "
            "olduğunu denetleyin."
        ),
        "stream_stopped": (
            "{address} adresinden gelen video durdu. Gönderen uygulamanın hâlâ çalıştığını ve erişilebilir "
            "olduğunu denetleyin."
        ),
        "stream_bad_pictures": (
            "{address} adresinden gelenler görüntü olarak kullanılamıyor. Adresi denetleyin ya da başka bir "
            "kaynak seçin."
        ),
        "stream_password": (
            "{address} kullanıcı adı ve parola istiyor ya da bunları kabul etmiyor. Adrese yazın: "
            "http://ad:parola@makine/."
        ),
        "stream_answer": "{address} adresi {status} hatasıyla yanıt veriyor. Adresi denetleyin.",
        "stream_not_video": "{address} bir web sayfası, video değil. Videonun adresine gönderen uygulamada bakın.",
        "stream_certificate": (
            "{address} adresinin sertifikasına güvenilemiyor. Adresi denetleyin ya da http:// ile başlayan bir "
            "adres kullanın."
        ),
    },
    "ru": {
        "address_scheme": "Адрес {address} нельзя использовать. Адрес начинается с http://, https:// или rtsp://.",
        "address_password": (
            "Адрес {address} нельзя использовать. В имени пользователя и пароле пишите %40 вместо @, %23 вместо #, "
            "%2F вместо /, %3F вместо ?, %5B вместо [ и %5D вместо ]."
        ),
        "address_host": (
            "Адрес {address} нельзя использовать: имя устройства отсутствует или неверно. Пример: "
            "http://192.168.0.7:8080/video."
        ),
        "address_port": "Адрес {address} нельзя использовать: после двоеточия стоит порт, число от 1 до 65535.",
        "address_characters": (
            "Адрес {address} нельзя использовать: он слишком длинный или содержит знаки, которых в адресе быть "
            "не может. Вместо пробела пишите %20."
        ),
        "stream_unavailable": (
            "С адреса {address} не приходит видео. Проверьте адрес, что передающее приложение работает и что оба "
            "устройства в одной сети."
        ),
        "stream_stopped": (
            "Видео с адреса {address} прервалось. Проверьте, что передающее приложение ещё работает и доступно."
        ),
        "stream_bad_pictures": (
            "То, что приходит с адреса {address}, нельзя использовать как изображение. Проверьте адрес или "
            "выберите другой источник."
        ),
        "stream_password": (
            "{address} требует имя пользователя и пароль или не принимает эти. Впишите их в адрес: "
            "http://имя:пароль@устройство/."
        ),
        "stream_answer": "{address} отвечает ошибкой {status}. Проверьте адрес.",
        "stream_not_video": "{address} — это веб-страница, а не видео. Посмотрите адрес видео в передающем приложении.",
        "stream_certificate": (
            "Сертификату {address} нельзя доверять. Проверьте адрес или используйте тот, что начинается с http://."
        ),
    },
    "id": {
        "address_scheme": "Alamat {address} tidak dapat dipakai. Alamat diawali http://, https:// atau rtsp://.",
        "address_password": (
            "Alamat {address} tidak dapat dipakai. Pada nama pengguna dan kata sandi tulis %40 untuk @, %23 untuk #, "
            "%2F untuk /, %3F untuk ?, %5B untuk [ dan %5D untuk ]."
        ),
        "address_host": (
            "Alamat {address} tidak dapat dipakai: nama mesin tidak ada atau salah. Contohnya "
            "http://192.168.0.7:8080/video."
        ),
        "address_port": (
            "Alamat {address} tidak dapat dipakai: setelah titik dua ada porta, bilangan dari 1 sampai 65535."
        ),
        "address_characters": (
            "Alamat {address} tidak dapat dipakai: terlalu panjang atau berisi karakter yang tidak boleh ada "
            "dalam alamat. Tulis %20 untuk spasi."
        ),
        "stream_unavailable": (
            "Tidak ada video dari {address}. Periksa alamatnya, apakah aplikasi pengirim berjalan, dan apakah "
            "keduanya di jaringan yang sama."
        ),
        "stream_stopped": (
            "Video dari {address} berhenti. Periksa apakah aplikasi pengirim masih berjalan dan terjangkau."
        ),
        "stream_bad_pictures": (
            "Yang datang dari {address} tidak dapat dipakai sebagai gambar. Periksa alamatnya, atau pilih sumber lain."
        ),
        "stream_password": (
            "{address} meminta nama pengguna dan kata sandi, atau menolak yang ini. Tulis di alamat: "
            "http://nama:sandi@mesin/."
        ),
        "stream_answer": "{address} menjawab dengan galat {status}. Periksa alamatnya.",
        "stream_not_video": "{address} adalah halaman web, bukan video. Lihat alamat video di aplikasi pengirim.",
        "stream_certificate": (
            "Sertifikat {address} tidak dapat dipercaya. Periksa alamatnya, atau pakai yang diawali http://."
        ),
    },
    "ar": {
        "address_scheme": "لا يمكن استخدام العنوان {address}. يبدأ العنوان بـ http://‎ أو https://‎ أو rtsp://‎.",
        "address_password": (
            "لا يمكن استخدام العنوان {address}. في اسم المستخدم وكلمة المرور اكتب %40 بدل @ و%23 بدل # و%2F بدل / "
            "و%3F بدل ? و%5B بدل [ و%5D بدل ]."
        ),
        "address_host": (
            "لا يمكن استخدام العنوان {address}: اسم الجهاز ناقص أو خاطئ. مثال: http://192.168.0.7:8080/video"
        ),
        "address_port": "لا يمكن استخدام العنوان {address}: بعد النقطتين يأتي المنفذ، وهو رقم من 1 إلى 65535.",
        "address_characters": (
            "لا يمكن استخدام العنوان {address}: فهو طويل جدًا أو فيه رموز لا تجوز في العنوان. اكتب %20 بدل المسافة."
        ),
        "stream_unavailable": (
            "لا يأتي فيديو من {address}. تحقق من العنوان، ومن أن التطبيق المرسل يعمل، ومن أن الاثنين على الشبكة نفسها."
        ),
        "stream_stopped": "توقف الفيديو من {address}. تحقق من أن التطبيق المرسل ما زال يعمل ويمكن الوصول إليه.",
        "stream_bad_pictures": "ما يأتي من {address} لا يمكن استخدامه كصور. تحقق من العنوان، أو اختر مصدرًا آخر.",
        "stream_password": (
            "يطلب {address} اسم مستخدم وكلمة مرور، أو يرفض هذين. اكتبهما في العنوان: http://name:password@machine/"
        ),
        "stream_answer": "يجيب {address} بالخطأ {status}. تحقق من العنوان.",
        "stream_not_video": "{address} صفحة ويب وليس فيديو. ابحث عن عنوان الفيديو في التطبيق المرسل.",
        "stream_certificate": "لا يمكن الوثوق بشهادة {address}. تحقق من العنوان، أو استخدم عنوانًا يبدأ بـ http://‎.",
    },
}
