"""What goes wrong in the session, and the reasons that a system gives, in all languages."""

TROUBLES: dict[str, dict[str, str]] = {
    "en": {
        "no_camera": "No camera found. Connect a camera, or choose another source.",
        "frames_failed": (
            "Noteworthy stopped: {frames} pictures in a row failed with the same error ({error}). "
            "Start it again; if it happens again, please report it."
        ),
        "session_failed": "Noteworthy stopped after {times} errors ({error}). Start it again.",
        "events_not_written": "The events cannot be written to {path}: {reason}. Name another file.",
        "events_stopped": "The events can no longer be written to {path}: {reason}. All else goes on.",
    },
    "es": {
        "no_camera": "No se encontró ninguna cámara. Conecte una cámara o elija otra fuente.",
        "frames_failed": (
            "Noteworthy se detuvo: {frames} imágenes seguidas fallaron con el mismo error ({error}). "
            "Ábralo de nuevo; si se repite, avísenos."
        ),
        "session_failed": "Noteworthy se detuvo tras {times} errores ({error}). Ábralo de nuevo.",
        "events_not_written": "No se pueden escribir los eventos en {path}: {reason}. Indique otro archivo.",
        "events_stopped": "Ya no se pueden escribir los eventos en {path}: {reason}. Todo lo demás sigue.",
    },
    "de": {
        "no_camera": "Keine Kamera gefunden. Schließen Sie eine Kamera an, oder wählen Sie eine andere Quelle.",
        "frames_failed": (
            "Noteworthy wurde angehalten: {frames} Bilder nacheinander scheiterten am selben Fehler "
            "({error}). Starten Sie es neu; geschieht es wieder, melden Sie es bitte."
        ),
        "session_failed": "Noteworthy wurde nach {times} Fehlern angehalten ({error}). Starten Sie es neu.",
        "events_not_written": (
            "Die Ereignisse können nicht nach {path} geschrieben werden: {reason}. Nennen Sie eine andere Datei."
        ),
        "events_stopped": (
            "Die Ereignisse können nicht mehr nach {path} geschrieben werden: {reason}. Alles andere läuft weiter."
        ),
    },
    "fr": {
        "no_camera": "Aucune caméra trouvée. Branchez une caméra ou choisissez une autre source.",
        "frames_failed": (
            "Noteworthy s'est arrêté : {frames} images de suite ont échoué avec la même erreur "
            "({error}). Relancez-le ; si cela se reproduit, signalez-le."
        ),
        "session_failed": "Noteworthy s'est arrêté après {times} erreurs ({error}). Relancez-le.",
        "events_not_written": (
            "Les événements ne peuvent pas être écrits dans {path} : {reason}. Indiquez un autre fichier."
        ),
        "events_stopped": (
            "Les événements ne peuvent plus être écrits dans {path} : {reason}. Tout le reste continue."
        ),
    },
    "pt": {
        "no_camera": "Nenhuma câmera encontrada. Conecte uma câmera ou escolha outra fonte.",
        "frames_failed": (
            "O Noteworthy parou: {frames} imagens seguidas falharam com o mesmo erro ({error}). "
            "Abra-o de novo; se acontecer outra vez, avise-nos."
        ),
        "session_failed": "O Noteworthy parou após {times} erros ({error}). Abra-o de novo.",
        "events_not_written": "Os eventos não podem ser gravados em {path}: {reason}. Indique outro arquivo.",
        "events_stopped": "Os eventos não podem mais ser gravados em {path}: {reason}. Todo o resto continua.",
    },
    "hi": {
        "no_camera": "कोई कैमरा नहीं मिला। कैमरा जोड़ें, या कोई दूसरा स्रोत चुनें।",
        "frames_failed": (
            "Noteworthy रुक गया: लगातार {frames} तस्वीरें एक ही गड़बड़ी से विफल हुईं ({error})। उसे "
            "फिर से चलाएँ; फिर हो तो हमें बताएँ।"
        ),
        "session_failed": "{times} गड़बड़ियों के बाद Noteworthy रुक गया ({error})। उसे फिर से चलाएँ।",
        "events_not_written": "घटनाएँ {path} में नहीं लिखी जा सकतीं: {reason}। कोई दूसरी फ़ाइल बताएँ।",
        "events_stopped": "घटनाएँ अब {path} में नहीं लिखी जा सकतीं: {reason}। बाकी सब चलता रहेगा।",
    },
    "tr": {
        "no_camera": "Kamera bulunamadı. Bir kamera bağlayın ya da başka bir kaynak seçin.",
        "frames_failed": (
            "Noteworthy durdu: art arda {frames} görüntü aynı hatayla başarısız oldu ({error}). "
            "Yeniden başlatın; yine olursa lütfen bildirin."
        ),
        "session_failed": "Noteworthy {times} hatadan sonra durdu ({error}). Yeniden başlatın.",
        "events_not_written": "Olaylar {path} dosyasına yazılamıyor: {reason}. Başka bir dosya belirtin.",
        "events_stopped": "Olaylar artık {path} dosyasına yazılamıyor: {reason}. Geri kalan her şey sürüyor.",
    },
    "ru": {
        "no_camera": "Камера не найдена. Подключите камеру или выберите другой источник.",
        "frames_failed": (
            "Noteworthy остановлен: {frames} снимков подряд дали одну и ту же ошибку ({error}). "
            "Запустите его снова; если повторится, сообщите нам."
        ),
        "session_failed": "Noteworthy остановлен, ошибок: {times} ({error}). Запустите его снова.",
        "events_not_written": "События нельзя записать в {path}: {reason}. Укажите другой файл.",
        "events_stopped": "События больше нельзя записывать в {path}: {reason}. Всё остальное продолжается.",
    },
    "id": {
        "no_camera": "Kamera tidak ditemukan. Sambungkan kamera, atau pilih sumber lain.",
        "frames_failed": (
            "Noteworthy berhenti: {frames} gambar berturut-turut gagal dengan galat yang sama "
            "({error}). Jalankan lagi; jika terulang, mohon laporkan."
        ),
        "session_failed": "Noteworthy berhenti setelah {times} galat ({error}). Jalankan lagi.",
        "events_not_written": "Peristiwa tidak dapat ditulis ke {path}: {reason}. Sebutkan berkas lain.",
        "events_stopped": "Peristiwa tidak dapat lagi ditulis ke {path}: {reason}. Yang lain tetap berjalan.",
    },
    "ar": {
        "no_camera": "لم يُعثر على كاميرا. صِل كاميرا أو اختر مصدرًا آخر.",
        "frames_failed": (
            "توقف Noteworthy: أخفقت {frames} صورة متتالية بالخطأ نفسه ({error}). شغّله من جديد، وإن تكرر ذلك فأبلغنا."
        ),
        "session_failed": "توقف Noteworthy بعد {times} أخطاء ({error}). شغّله من جديد.",
        "events_not_written": "لا يمكن كتابة الأحداث في {path}: {reason}. سمِّ ملفًا آخر.",
        "events_stopped": "لم يعد ممكنًا كتابة الأحداث في {path}: {reason}. كل ما عداها مستمر.",
    },
}

# Parts of sentences, which are put where a sentence says {reason}.
REASONS: dict[str, dict[str, str]] = {
    "en": {
        "full": "the disk is full",
        "forbidden": "that is not permitted",
        "read_only": "the disk cannot be written to",
        "missing": "there is no such file or folder",
        "folder": "that is a folder",
        "special": "that is no ordinary file",
        "name": "the name is not possible",
        "too_many": "too many files are open",
        "broken": "the disk or cable fails",
        "closed": "nobody reads it any more",
        "other": "the system's error {number}",
    },
    "es": {
        "full": "el disco está lleno",
        "forbidden": "no está permitido",
        "read_only": "no se puede escribir en el disco",
        "missing": "no existe ese archivo o carpeta",
        "folder": "es una carpeta",
        "special": "no es un archivo normal",
        "name": "el nombre no es posible",
        "too_many": "hay demasiados archivos abiertos",
        "broken": "falla el disco o el cable",
        "closed": "ya nadie lo lee",
        "other": "error {number} del sistema",
    },
    "de": {
        "full": "die Festplatte ist voll",
        "forbidden": "das ist nicht erlaubt",
        "read_only": "der Datenträger ist schreibgeschützt",
        "missing": "es gibt keine solche Datei und keinen solchen Ordner",
        "folder": "das ist ein Ordner",
        "special": "das ist keine gewöhnliche Datei",
        "name": "der Name ist nicht möglich",
        "too_many": "zu viele Dateien sind offen",
        "broken": "Datenträger oder Kabel versagen",
        "closed": "niemand liest es mehr",
        "other": "Fehler {number} des Systems",
    },
    "fr": {
        "full": "le disque est plein",
        "forbidden": "ce n'est pas permis",
        "read_only": "le disque est protégé en écriture",
        "missing": "ce fichier ou ce dossier n'existe pas",
        "folder": "c'est un dossier",
        "special": "ce n'est pas un fichier ordinaire",
        "name": "ce nom n'est pas possible",
        "too_many": "trop de fichiers sont ouverts",
        "broken": "le disque ou le câble est en panne",
        "closed": "plus personne ne le lit",
        "other": "erreur {number} du système",
    },
    "pt": {
        "full": "o disco está cheio",
        "forbidden": "não é permitido",
        "read_only": "o disco não aceita gravação",
        "missing": "não existe esse arquivo ou pasta",
        "folder": "é uma pasta",
        "special": "não é um arquivo comum",
        "name": "o nome não é possível",
        "too_many": "há arquivos abertos demais",
        "broken": "o disco ou o cabo falha",
        "closed": "ninguém mais o lê",
        "other": "erro {number} do sistema",
    },
    "hi": {
        "full": "डिस्क भरी हुई है",
        "forbidden": "इसकी अनुमति नहीं है",
        "read_only": "डिस्क पर लिखा नहीं जा सकता",
        "missing": "ऐसी कोई फ़ाइल या फ़ोल्डर नहीं है",
        "folder": "यह एक फ़ोल्डर है",
        "special": "यह साधारण फ़ाइल नहीं है",
        "name": "यह नाम संभव नहीं है",
        "too_many": "बहुत अधिक फ़ाइलें खुली हैं",
        "broken": "डिस्क या केबल ख़राब है",
        "closed": "अब इसे कोई नहीं पढ़ रहा",
        "other": "सिस्टम की त्रुटि {number}",
    },
    "tr": {
        "full": "disk dolu",
        "forbidden": "buna izin yok",
        "read_only": "diske yazılamıyor",
        "missing": "böyle bir dosya ya da klasör yok",
        "folder": "bu bir klasör",
        "special": "bu sıradan bir dosya değil",
        "name": "bu ad olamaz",
        "too_many": "çok fazla dosya açık",
        "broken": "disk ya da kablo arızalı",
        "closed": "artık kimse okumuyor",
        "other": "sistemin {number} numaralı hatası",
    },
    "ru": {
        "full": "диск заполнен",
        "forbidden": "это не разрешено",
        "read_only": "на диск нельзя записывать",
        "missing": "нет такого файла или папки",
        "folder": "это папка",
        "special": "это не обычный файл",
        "name": "такое имя невозможно",
        "too_many": "открыто слишком много файлов",
        "broken": "неисправен диск или кабель",
        "closed": "это больше никто не читает",
        "other": "ошибка системы {number}",
    },
    "id": {
        "full": "diska penuh",
        "forbidden": "itu tidak diizinkan",
        "read_only": "diska tidak dapat ditulisi",
        "missing": "tidak ada berkas atau folder itu",
        "folder": "itu sebuah folder",
        "special": "itu bukan berkas biasa",
        "name": "nama itu tidak mungkin",
        "too_many": "terlalu banyak berkas terbuka",
        "broken": "diska atau kabel rusak",
        "closed": "tidak ada lagi yang membacanya",
        "other": "galat sistem {number}",
    },
    "ar": {
        "full": "القرص ممتلئ",
        "forbidden": "هذا غير مسموح",
        "read_only": "لا يمكن الكتابة على القرص",
        "missing": "لا يوجد ملف أو مجلد كهذا",
        "folder": "هذا مجلد",
        "special": "هذا ليس ملفًا عاديًا",
        "name": "هذا الاسم غير ممكن",
        "too_many": "عدد الملفات المفتوحة كبير جدًا",
        "broken": "القرص أو الكابل معطّل",
        "closed": "لم يعد أحد يقرؤه",
        "other": "خطأ النظام {number}",
    },
}
