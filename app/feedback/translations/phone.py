"""What is said of a phone as the camera, and what stands on the window's page for it, in all languages."""

PHONE: dict[str, dict[str, str]] = {
    "en": {
        "invited": (
            "To make a phone the camera, open this address in its browser: {host}, port {port}. "
            "Accept the warning there. Then type the code {code}."
        ),
        "opening": "One moment.",
        "dot": "dot",
        "joined": "A phone is the camera.",
        "waits": "Another phone wants to be the camera. A button on the page for the phone lets it.",
        "taken_over": "The other phone is the camera now.",
        "left": "The page on the phone was closed.",
        "locked": "The phone is locked, or shows something else. It goes on when its page is shown again.",
        "stopped": "The camera was stopped on the phone.",
        "shown": "The phone shows its page again.",
        "refused": "The phone's browser does not give the camera. Allow it there, then press the large button.",
        "no_camera": "The phone's browser finds no camera that is free.",
        "closed": "Too many wrong codes came. No phone is let in until you press the key for the phone again.",
        "fingerprint": "The fingerprint of the certificate begins with {start}.",
        "not_open": "No phone can be the camera now. Press the key for the phone first.",
        "nobody_waits": "No other phone is waiting.",
    },
    "es": {
        "invited": (
            "Para que un teléfono sea la cámara, abra esta dirección en su navegador: {host}, puerto {port}. "
            "Acepte allí la advertencia. Después escriba el código {code}."
        ),
        "opening": "Un momento.",
        "dot": "punto",
        "joined": "Un teléfono es la cámara.",
        "waits": "Otro teléfono quiere ser la cámara. Un botón de la página del teléfono lo permite.",
        "taken_over": "Ahora la cámara es el otro teléfono.",
        "left": "Se cerró la página en el teléfono.",
        "locked": "El teléfono está bloqueado o muestra otra cosa. Sigue cuando se vuelva a mostrar su página.",
        "stopped": "Se detuvo la cámara en el teléfono.",
        "shown": "El teléfono vuelve a mostrar su página.",
        "refused": "El navegador del teléfono no da la cámara. Permítala allí y pulse el botón grande.",
        "no_camera": "El navegador del teléfono no encuentra ninguna cámara libre.",
        "closed": (
            "Llegaron demasiados códigos erróneos. No entra ningún teléfono "
            "hasta que pulse otra vez la tecla del teléfono."
        ),
        "fingerprint": "La huella del certificado empieza por {start}.",
        "not_open": "Ahora ningún teléfono puede ser la cámara. Pulse antes la tecla del teléfono.",
        "nobody_waits": "No espera ningún otro teléfono.",
    },
    "de": {
        "invited": (
            "Damit ein Telefon die Kamera ist, öffnen Sie in seinem Browser diese Adresse: {host}, Port {port}. "
            "Nehmen Sie dort die Warnung an. Tippen Sie dann den Code {code}."
        ),
        "opening": "Einen Augenblick.",
        "dot": "Punkt",
        "joined": "Ein Telefon ist die Kamera.",
        "waits": "Ein anderes Telefon möchte die Kamera sein. Ein Knopf auf der Seite für das Telefon lässt es zu.",
        "taken_over": "Jetzt ist das andere Telefon die Kamera.",
        "left": "Die Seite auf dem Telefon wurde geschlossen.",
        "locked": (
            "Das Telefon ist gesperrt oder zeigt etwas anderes. Es geht weiter, wenn seine Seite wieder zu sehen ist."
        ),
        "stopped": "Die Kamera wurde am Telefon angehalten.",
        "shown": "Das Telefon zeigt seine Seite wieder.",
        "refused": (
            "Der Browser des Telefons gibt die Kamera nicht frei. "
            "Erlauben Sie sie dort, und drücken Sie den großen Knopf."
        ),
        "no_camera": "Der Browser des Telefons findet keine freie Kamera.",
        "closed": (
            "Es kamen zu viele falsche Codes. Kein Telefon wird eingelassen, "
            "bis Sie wieder die Taste für das Telefon drücken."
        ),
        "fingerprint": "Der Fingerabdruck des Zertifikats beginnt mit {start}.",
        "not_open": "Zurzeit kann kein Telefon die Kamera sein. Drücken Sie erst die Taste für das Telefon.",
        "nobody_waits": "Kein anderes Telefon wartet.",
    },
    "fr": {
        "invited": (
            "Pour qu'un téléphone soit la caméra, ouvrez cette adresse dans son navigateur : {host}, port {port}. "
            "Acceptez-y l'avertissement. Tapez ensuite le code {code}."
        ),
        "opening": "Un instant.",
        "dot": "point",
        "joined": "Un téléphone est la caméra.",
        "waits": "Un autre téléphone veut être la caméra. Un bouton de la page du téléphone l'y autorise.",
        "taken_over": "L'autre téléphone est maintenant la caméra.",
        "left": "La page a été fermée sur le téléphone.",
        "locked": (
            "Le téléphone est verrouillé ou montre autre chose. Il reprend quand sa page est de nouveau affichée."
        ),
        "stopped": "La caméra a été arrêtée sur le téléphone.",
        "shown": "Le téléphone affiche de nouveau sa page.",
        "refused": (
            "Le navigateur du téléphone ne donne pas la caméra. Autorisez-la, puis appuyez sur le grand bouton."
        ),
        "no_camera": "Le navigateur du téléphone ne trouve aucune caméra libre.",
        "closed": (
            "Trop de codes erronés sont arrivés. Aucun téléphone n'est admis "
            "tant que vous n'appuyez pas de nouveau sur la touche du téléphone."
        ),
        "fingerprint": "L'empreinte du certificat commence par {start}.",
        "not_open": "Aucun téléphone ne peut être la caméra. Appuyez d'abord sur la touche du téléphone.",
        "nobody_waits": "Aucun autre téléphone n'attend.",
    },
    "pt": {
        "invited": (
            "Para um telefone ser a câmera, abra este endereço no navegador dele: {host}, porta {port}. "
            "Aceite o aviso. Depois digite o código {code}."
        ),
        "opening": "Um instante.",
        "dot": "ponto",
        "joined": "Um telefone é a câmera.",
        "waits": "Outro telefone quer ser a câmera. Um botão na página do telefone o permite.",
        "taken_over": "Agora a câmera é o outro telefone.",
        "left": "A página foi fechada no telefone.",
        "locked": "O telefone está bloqueado ou mostra outra coisa. Continua quando a página dele voltar à tela.",
        "stopped": "A câmera foi parada no telefone.",
        "shown": "O telefone mostra de novo a página.",
        "refused": "O navegador do telefone não dá a câmera. Permita lá e toque no botão grande.",
        "no_camera": "O navegador do telefone não encontra câmera livre.",
        "closed": (
            "Chegaram códigos errados demais. Nenhum telefone entra até você apertar outra vez a tecla do telefone."
        ),
        "fingerprint": "A impressão digital do certificado começa com {start}.",
        "not_open": "Nenhum telefone pode ser a câmera agora. Aperte antes a tecla do telefone.",
        "nobody_waits": "Nenhum outro telefone está esperando.",
    },
    "hi": {
        "invited": (
            "फ़ोन को कैमरा बनाने के लिए उसके ब्राउज़र में यह पता खोलें: {host}, पोर्ट {port}। "
            "वहाँ चेतावनी स्वीकार करें। फिर कोड {code} टाइप करें।"
        ),
        "opening": "एक क्षण।",
        "dot": "डॉट",
        "joined": "फ़ोन अब कैमरा है।",
        "waits": "एक और फ़ोन कैमरा बनना चाहता है। फ़ोन वाले पृष्ठ का एक बटन उसे अनुमति देता है।",
        "taken_over": "अब दूसरा फ़ोन कैमरा है।",
        "left": "फ़ोन पर पृष्ठ बंद कर दिया गया।",
        "locked": "फ़ोन लॉक है या कुछ और दिखा रहा है। उसका पृष्ठ फिर दिखने पर काम आगे चलेगा।",
        "stopped": "फ़ोन पर कैमरा रोक दिया गया।",
        "shown": "फ़ोन अपना पृष्ठ फिर दिखा रहा है।",
        "refused": "फ़ोन का ब्राउज़र कैमरा नहीं दे रहा। वहाँ अनुमति दें, फिर बड़ा बटन दबाएँ।",
        "no_camera": "फ़ोन के ब्राउज़र को कोई खाली कैमरा नहीं मिला।",
        "closed": "बहुत सारे ग़लत कोड आए। जब तक आप फ़ोन की कुंजी फिर न दबाएँ, कोई फ़ोन नहीं जुड़ सकता।",
        "fingerprint": "प्रमाणपत्र का फ़िंगरप्रिंट {start} से शुरू होता है।",
        "not_open": "अभी कोई फ़ोन कैमरा नहीं बन सकता। पहले फ़ोन की कुंजी दबाएँ।",
        "nobody_waits": "कोई और फ़ोन इंतज़ार नहीं कर रहा।",
    },
    "tr": {
        "invited": (
            "Bir telefonu kamera yapmak için tarayıcısında şu adresi açın: {host}, bağlantı noktası {port}. "
            "Oradaki uyarıyı kabul edin. Sonra {code} kodunu yazın."
        ),
        "opening": "Bir saniye.",
        "dot": "nokta",
        "joined": "Kamera artık bir telefon.",
        "waits": "Başka bir telefon kamera olmak istiyor. Telefon sayfasındaki bir düğme buna izin verir.",
        "taken_over": "Artık kamera öteki telefon.",
        "left": "Telefondaki sayfa kapatıldı.",
        "locked": "Telefon kilitli ya da başka bir şey gösteriyor. Sayfası yeniden gösterilince devam eder.",
        "stopped": "Kamera telefonda durduruldu.",
        "shown": "Telefon sayfasını yeniden gösteriyor.",
        "refused": "Telefonun tarayıcısı kamerayı vermiyor. Orada izin verin, sonra büyük düğmeye basın.",
        "no_camera": "Telefonun tarayıcısı boşta bir kamera bulamıyor.",
        "closed": "Çok fazla yanlış kod geldi. Telefon tuşuna yeniden basana kadar hiçbir telefon alınmaz.",
        "fingerprint": "Sertifikanın parmak izi {start} ile başlıyor.",
        "not_open": "Şu anda hiçbir telefon kamera olamaz. Önce telefon tuşuna basın.",
        "nobody_waits": "Bekleyen başka telefon yok.",
    },
    "ru": {
        "invited": (
            "Чтобы телефон стал камерой, откройте в его браузере адрес: {host}, порт {port}. "
            "Примите там предупреждение. Затем введите код {code}."
        ),
        "opening": "Одну минуту.",
        "dot": "точка",
        "joined": "Телефон стал камерой.",
        "waits": "Другой телефон хочет стать камерой. Это разрешает кнопка на странице телефона.",
        "taken_over": "Теперь камера – другой телефон.",
        "left": "Страница на телефоне закрыта.",
        "locked": (
            "Телефон заблокирован или показывает другое. Работа продолжится, когда снова откроется его страница."
        ),
        "stopped": "Камера остановлена на телефоне.",
        "shown": "Телефон снова показывает страницу.",
        "refused": "Браузер телефона не даёт камеру. Разрешите её там и нажмите большую кнопку.",
        "no_camera": "Браузер телефона не находит свободной камеры.",
        "closed": (
            "Пришло слишком много неверных кодов. Телефоны не принимаются, пока вы снова не нажмёте клавишу телефона."
        ),
        "fingerprint": "Отпечаток сертификата начинается с {start}.",
        "not_open": "Сейчас телефон не может быть камерой. Сначала нажмите клавишу телефона.",
        "nobody_waits": "Другой телефон не ждёт.",
    },
    "id": {
        "invited": (
            "Untuk menjadikan ponsel sebagai kamera, buka alamat ini di perambannya: {host}, porta {port}. "
            "Terima peringatannya. Lalu ketik kode {code}."
        ),
        "opening": "Sebentar.",
        "dot": "titik",
        "joined": "Ponsel kini menjadi kamera.",
        "waits": "Ponsel lain ingin menjadi kamera. Tombol di halaman ponsel mengizinkannya.",
        "taken_over": "Kini ponsel yang lain menjadi kamera.",
        "left": "Halaman di ponsel ditutup.",
        "locked": "Ponsel terkunci atau menampilkan hal lain. Dilanjutkan saat halamannya ditampilkan lagi.",
        "stopped": "Kamera dihentikan di ponsel.",
        "shown": "Ponsel menampilkan halamannya lagi.",
        "refused": "Peramban ponsel tidak memberikan kamera. Izinkan di sana, lalu tekan tombol besar.",
        "no_camera": "Peramban ponsel tidak menemukan kamera yang bebas.",
        "closed": "Terlalu banyak kode salah. Tidak ada ponsel yang diterima sampai Anda menekan lagi tombol ponsel.",
        "fingerprint": "Sidik jari sertifikat dimulai dengan {start}.",
        "not_open": "Sekarang ponsel tidak dapat menjadi kamera. Tekan dulu tombol ponsel.",
        "nobody_waits": "Tidak ada ponsel lain yang menunggu.",
    },
    "ar": {
        "invited": (
            "لجعل هاتف هو الكاميرا، افتح هذا العنوان في متصفحه: {host}، المنفذ {port}. "
            "اقبل التحذير هناك. ثم اكتب الرمز {code}."
        ),
        "opening": "لحظة واحدة.",
        "dot": "نقطة",
        "joined": "أصبح هاتف هو الكاميرا.",
        "waits": "هاتف آخر يريد أن يكون الكاميرا. زر في صفحة الهاتف يسمح له.",
        "taken_over": "الهاتف الآخر هو الكاميرا الآن.",
        "left": "أُغلقت الصفحة على الهاتف.",
        "locked": "الهاتف مقفل أو يعرض شيئًا آخر. يستمر العمل عندما تظهر صفحته من جديد.",
        "stopped": "أُوقفت الكاميرا على الهاتف.",
        "shown": "الهاتف يعرض صفحته من جديد.",
        "refused": "متصفح الهاتف لا يعطي الكاميرا. اسمح بها هناك ثم اضغط الزر الكبير.",
        "no_camera": "متصفح الهاتف لا يجد كاميرا متاحة.",
        "closed": "وصلت رموز خاطئة كثيرة. لا يُقبل أي هاتف حتى تضغط مفتاح الهاتف من جديد.",
        "fingerprint": "تبدأ بصمة الشهادة بـ {start}.",
        "not_open": "لا يمكن لهاتف أن يكون الكاميرا الآن. اضغط مفتاح الهاتف أولًا.",
        "nobody_waits": "لا ينتظر هاتف آخر.",
    },
}

LABELS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Phone as the camera",
        "steps": (
            "Phone and computer must be in the same network. Scan the drawing with the phone, or type the address into "
            "its browser. The browser warns of a certificate that it does not know: go on. Then allow the camera."
        ),
        "drawing": "QR code with the address {address} and a key for one use",
        "address": "Address: {address}",
        "code": "Code: {code}",
        "fingerprint": "Fingerprint of the certificate, SHA-256: {fingerprint}",
        "say": "Say address and code",
        "say_fingerprint": "Say fingerprint",
        "let_in": "Let the other phone in",
        "no_drawing": "The QR code cannot be drawn: the package {package} is not installed. The address can be typed.",
    },
    "es": {
        "title": "Teléfono como cámara",
        "steps": (
            "El teléfono y el ordenador deben estar en la misma red. Escanee el dibujo con el teléfono o escriba la "
            "dirección en su navegador. El navegador advierte de un certificado desconocido: continúe. "
            "Después permita la cámara."
        ),
        "drawing": "Código QR con la dirección {address} y una clave de un solo uso",
        "address": "Dirección: {address}",
        "code": "Código: {code}",
        "fingerprint": "Huella del certificado, SHA-256: {fingerprint}",
        "say": "Decir la dirección",
        "say_fingerprint": "Decir la huella",
        "let_in": "Admitir el otro",
        "no_drawing": "No se puede dibujar el código QR: falta el paquete {package}. La dirección se puede escribir.",
    },
    "de": {
        "title": "Telefon als Kamera",
        "steps": (
            "Telefon und Computer müssen im selben Netz sein. Scannen Sie die Zeichnung mit dem Telefon, oder tippen "
            "Sie die Adresse in seinen Browser. Er warnt vor einem unbekannten Zertifikat: Gehen Sie weiter. "
            "Erlauben Sie dann die Kamera."
        ),
        "drawing": "QR-Code mit der Adresse {address} und einem Schlüssel für ein Mal",
        "address": "Adresse: {address}",
        "code": "Zahlencode: {code}",
        "fingerprint": "Fingerabdruck des Zertifikats, SHA-256: {fingerprint}",
        "say": "Adresse ansagen",
        "say_fingerprint": "Abdruck ansagen",
        "let_in": "Anderes zulassen",
        "no_drawing": (
            "Der QR-Code kann nicht gezeichnet werden: Das Paket {package} fehlt. Die Adresse kann getippt werden."
        ),
    },
    "fr": {
        "title": "Téléphone comme caméra",
        "steps": (
            "Le téléphone et l'ordinateur doivent être dans le même réseau. Scannez le dessin avec le téléphone, ou "
            "tapez l'adresse dans son navigateur. Il avertit d'un certificat inconnu : continuez. "
            "Autorisez ensuite la caméra."
        ),
        "drawing": "Code QR avec l'adresse {address} et une clé à usage unique",
        "address": "Adresse : {address}",
        "code": "Code à taper : {code}",
        "fingerprint": "Empreinte du certificat, SHA-256 : {fingerprint}",
        "say": "Dire l'adresse",
        "say_fingerprint": "Dire l'empreinte",
        "let_in": "Admettre l'autre",
        "no_drawing": (
            "Le code QR ne peut pas être dessiné : le paquet {package} n'est pas installé. L'adresse peut être tapée."
        ),
    },
    "pt": {
        "title": "Telefone como câmera",
        "steps": (
            "Telefone e computador precisam estar na mesma rede. Escaneie o desenho com o telefone ou digite o "
            "endereço no navegador dele. O navegador avisa de um certificado desconhecido: continue. "
            "Depois permita a câmera."
        ),
        "drawing": "Código QR com o endereço {address} e uma chave de uso único",
        "address": "Endereço: {address}",
        "code": "Código: {code}",
        "fingerprint": "Impressão digital do certificado, SHA-256: {fingerprint}",
        "say": "Dizer o endereço",
        "say_fingerprint": "Dizer a impressão",
        "let_in": "Aceitar o outro",
        "no_drawing": ("O código QR não pode ser desenhado: falta o pacote {package}. O endereço pode ser digitado."),
    },
    "hi": {
        "title": "फ़ोन कैमरे के रूप में",
        "steps": (
            "फ़ोन और कंप्यूटर एक ही नेटवर्क में हों। फ़ोन से चित्र स्कैन करें, या उसके ब्राउज़र में पता टाइप करें। "
            "ब्राउज़र अनजाने प्रमाणपत्र की चेतावनी देगा: आगे बढ़ें। फिर कैमरे की अनुमति दें।"
        ),
        "drawing": "पते {address} और एक बार की कुंजी वाला QR कोड",
        "address": "पता: {address}",
        "code": "कोड: {code}",
        "fingerprint": "प्रमाणपत्र का फ़िंगरप्रिंट, SHA-256: {fingerprint}",
        "say": "पता और कोड बोलें",
        "say_fingerprint": "फ़िंगरप्रिंट बोलें",
        "let_in": "दूसरे फ़ोन को आने दें",
        "no_drawing": "QR कोड नहीं बनाया जा सकता: पैकेज {package} इंस्टॉल नहीं है। पता टाइप किया जा सकता है।",
    },
    "tr": {
        "title": "Kamera olarak telefon",
        "steps": (
            "Telefon ile bilgisayar aynı ağda olmalı. Çizimi telefonla tarayın ya da adresi tarayıcısına yazın. "
            "Tarayıcı tanımadığı bir sertifika için uyarır: devam edin. Sonra kameraya izin verin."
        ),
        "drawing": "{address} adresini ve tek kullanımlık bir anahtarı içeren karekod",
        "address": "Adres: {address}",
        "code": "Kod: {code}",
        "fingerprint": "Sertifikanın parmak izi, SHA-256: {fingerprint}",
        "say": "Adresi ve kodu söyle",
        "say_fingerprint": "Parmak izini söyle",
        "let_in": "Ötekini kabul et",
        "no_drawing": "Karekod çizilemiyor: {package} paketi kurulu değil. Adres yazılabilir.",
    },
    "ru": {
        "title": "Телефон вместо камеры",
        "steps": (
            "Телефон и компьютер должны быть в одной сети. Отсканируйте рисунок телефоном или введите адрес в его "
            "браузере. Он предупредит о незнакомом сертификате: продолжайте. Затем разрешите камеру."
        ),
        "drawing": "QR-код с адресом {address} и одноразовым ключом",
        "address": "Адрес: {address}",
        "code": "Код: {code}",
        "fingerprint": "Отпечаток сертификата, SHA-256: {fingerprint}",
        "say": "Назвать адрес",
        "say_fingerprint": "Назвать отпечаток",
        "let_in": "Допустить другой",
        "no_drawing": "QR-код нельзя нарисовать: пакет {package} не установлен. Адрес можно ввести.",
    },
    "id": {
        "title": "Ponsel sebagai kamera",
        "steps": (
            "Ponsel dan komputer harus berada di jaringan yang sama. Pindai gambar dengan ponsel, atau ketik alamat di "
            "perambannya. Peramban memperingatkan tentang sertifikat yang tidak dikenal: lanjutkan. "
            "Lalu izinkan kamera."
        ),
        "drawing": "Kode QR dengan alamat {address} dan kunci sekali pakai",
        "address": "Alamat: {address}",
        "code": "Kode: {code}",
        "fingerprint": "Sidik jari sertifikat, SHA-256: {fingerprint}",
        "say": "Ucapkan alamat",
        "say_fingerprint": "Ucapkan sidik jari",
        "let_in": "Terima ponsel lain",
        "no_drawing": "Kode QR tidak dapat digambar: paket {package} tidak terpasang. Alamat dapat diketik.",
    },
    "ar": {
        "title": "الهاتف ككاميرا",
        "steps": (
            "يجب أن يكون الهاتف والحاسوب في الشبكة نفسها. امسح الرسم بالهاتف أو اكتب العنوان في متصفحه. "
            "يحذر المتصفح من شهادة لا يعرفها: تابع. ثم اسمح بالكاميرا."
        ),
        "drawing": "رمز QR فيه العنوان {address} ومفتاح يُستعمل مرة واحدة",
        "address": "العنوان: {address}",
        "code": "الرمز: {code}",
        "fingerprint": "بصمة الشهادة، SHA-256: {fingerprint}",
        "say": "قل العنوان والرمز",
        "say_fingerprint": "قل البصمة",
        "let_in": "اسمح للهاتف الآخر",
        "no_drawing": "لا يمكن رسم رمز QR: الحزمة {package} غير مثبتة. يمكن كتابة العنوان.",
    },
}
