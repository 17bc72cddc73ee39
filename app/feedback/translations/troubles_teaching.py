"""What goes wrong with taught notes, in all languages."""

TROUBLES: dict[str, dict[str, str]] = {
    "en": {
        "taught_name_empty": "The name needs a letter in it. Type another.",
        "taught_value_wrong": "The value must be a number above 0. Type another.",
        "taught_value_unclear": "{value} can be two numbers. Type it without a comma or point.",
        "taught_name_of_money": (
            "Nothing was taken in: {path} has a note called {name}, as money is called. Ask for another name."
        ),
        "taught_full": "There is no room for another taught note. Delete one first.",
        "taught_damaged": "{path} is not a file of taught notes, or is damaged. Get it again.",
        "taught_newer": "{path} was made by a newer version of Noteworthy. Update, then import it again.",
        "taught_misfit": "{path} was made for another model. It has to be taught again with this one.",
        "taught_unreadable": "{path} cannot be read: {reason}.",
        "taught_not_written": "The taught note cannot be kept in {path}: {reason}.",
        "taught_too_plain": "Too little print was seen to tell this note from others. Show it in better light.",
        "taught_no_photos": "No photos in {path}. Put them into folders front and back, or 20_front and 20_back.",
        "taught_not_here": "This model cannot be taught notes. Use the one that ships.",
    },
    "es": {
        "taught_name_empty": "El nombre necesita una letra. Escriba otro.",
        "taught_value_wrong": "El valor debe ser un número mayor que 0. Escriba otro.",
        "taught_value_unclear": "{value} puede ser dos números. Escríbalo sin coma ni punto.",
        "taught_name_of_money": (
            "No se importó nada: en {path} un billete se llama {name}, como una moneda real. Pida otro nombre."
        ),
        "taught_full": "No cabe ningún billete más. Borre uno primero.",
        "taught_damaged": "{path} no es un archivo de billetes enseñados o está dañado. Consígalo de nuevo.",
        "taught_newer": "{path} lo hizo una versión más nueva de Noteworthy. Actualice e impórtelo de nuevo.",
        "taught_misfit": "{path} se hizo para otro modelo. Hay que enseñarlo de nuevo con este.",
        "taught_unreadable": "No se puede leer {path}: {reason}.",
        "taught_not_written": "El billete enseñado no se puede guardar en {path}: {reason}.",
        "taught_too_plain": "Se vio muy poca impresión para distinguir este billete. Muéstrelo con mejor luz.",
        "taught_no_photos": "No hay fotos en {path}. Póngalas en carpetas front y back, o 20_front y 20_back.",
        "taught_not_here": "A este modelo no se le pueden enseñar billetes. Use el incluido.",
    },
    "de": {
        "taught_name_empty": "Der Name braucht einen Buchstaben. Tippen Sie einen anderen.",
        "taught_value_wrong": "Der Wert muss eine Zahl über 0 sein. Tippen Sie eine andere.",
        "taught_value_unclear": "{value} kann zwei Zahlen sein. Tippen Sie sie ohne Komma und Punkt.",
        "taught_name_of_money": (
            "Nichts wurde übernommen: In {path} heißt ein Schein {name} wie Geld. Bitten Sie um einen anderen Namen."
        ),
        "taught_full": "Für einen weiteren Schein ist kein Platz. Löschen Sie erst einen.",
        "taught_damaged": "{path} ist keine Datei gelernter Scheine oder beschädigt. Holen Sie sie noch einmal.",
        "taught_newer": (
            "{path} stammt von einer neueren Version von Noteworthy. "
            "Aktualisieren Sie, und importieren Sie noch einmal."
        ),
        "taught_misfit": "{path} wurde für ein anderes Modell gemacht. Lernen Sie den Schein mit diesem neu.",
        "taught_unreadable": "{path} kann nicht gelesen werden: {reason}.",
        "taught_not_written": "Der gelernte Schein kann in {path} nicht aufbewahrt werden: {reason}.",
        "taught_too_plain": (
            "Zu wenig Druck war zu sehen, um diesen Schein zu erkennen. Zeigen Sie ihn in besserem Licht."
        ),
        "taught_no_photos": (
            "Keine Fotos in {path}. Legen Sie sie in Ordner front und back oder 20_front und 20_back."
        ),
        "taught_not_here": "Dieses Modell kann keine Scheine lernen. Nehmen Sie das mitgelieferte.",
    },
    "fr": {
        "taught_name_empty": "Le nom doit contenir une lettre. Tapez-en un autre.",
        "taught_value_wrong": "La valeur doit être un nombre supérieur à 0. Tapez-en une autre.",
        "taught_value_unclear": "{value} peut être deux nombres. Tapez-le sans virgule ni point.",
        "taught_name_of_money": (
            "Rien n'a été importé : dans {path}, un billet s'appelle {name}, comme une monnaie. Demandez un autre nom."
        ),
        "taught_full": "Il n'y a plus de place pour un autre billet. Supprimez-en un d'abord.",
        "taught_damaged": (
            "{path} n'est pas un fichier de billets appris, ou il est abîmé. Procurez-le-vous à nouveau."
        ),
        "taught_newer": "{path} vient d'une version plus récente de Noteworthy. Mettez à jour, puis réimportez-le.",
        "taught_misfit": "{path} a été fait pour un autre modèle. Il faut réapprendre le billet avec celui-ci.",
        "taught_unreadable": "{path} ne peut pas être lu : {reason}.",
        "taught_not_written": "Le billet appris ne peut pas être gardé dans {path} : {reason}.",
        "taught_too_plain": "On a vu trop peu d'impression pour reconnaître ce billet. Montrez-le mieux éclairé.",
        "taught_no_photos": (
            "Pas de photos dans {path}. Mettez-les dans des dossiers front et back, ou 20_front et 20_back."
        ),
        "taught_not_here": "Ce modèle ne peut pas apprendre de billets. Utilisez celui qui est fourni.",
    },
    "pt": {
        "taught_name_empty": "O nome precisa de uma letra. Digite outro.",
        "taught_value_wrong": "O valor deve ser um número acima de 0. Digite outro.",
        "taught_value_unclear": "{value} pode ser dois números. Digite sem vírgula nem ponto.",
        "taught_name_of_money": (
            "Nada foi importado: em {path} uma nota se chama {name}, como dinheiro de verdade. Peça outro nome."
        ),
        "taught_full": "Não há lugar para mais uma nota. Apague uma antes.",
        "taught_damaged": "{path} não é um arquivo de notas ensinadas ou está danificado. Obtenha-o de novo.",
        "taught_newer": "{path} foi feito por uma versão mais nova do Noteworthy. Atualize e importe de novo.",
        "taught_misfit": "{path} foi feito para outro modelo. É preciso ensinar de novo com este.",
        "taught_unreadable": "{path} não pode ser lido: {reason}.",
        "taught_not_written": "A nota ensinada não pode ser guardada em {path}: {reason}.",
        "taught_too_plain": "Viu-se pouca impressão para distinguir esta nota. Mostre-a com luz melhor.",
        "taught_no_photos": "Não há fotos em {path}. Ponha-as em pastas front e back, ou 20_front e 20_back.",
        "taught_not_here": "Não se podem ensinar notas a este modelo. Use o que vem junto.",
    },
    "hi": {
        "taught_name_empty": "नाम में कम से कम एक अक्षर चाहिए। दूसरा लिखें।",
        "taught_value_wrong": "मूल्य 0 से बड़ी संख्या होना चाहिए। दूसरा लिखें।",
        "taught_value_unclear": "{value} दो अलग संख्याएँ हो सकती हैं। इसे अल्पविराम और बिंदु के बिना लिखें।",
        "taught_name_of_money": (
            "कुछ भी नहीं लिया गया: {path} में एक नोट का नाम {name} है, जो असली मुद्रा का नाम है। दूसरा नाम माँगें।"
        ),
        "taught_full": "और नोट के लिए जगह नहीं है। पहले एक हटाएँ।",
        "taught_damaged": "{path} सिखाए गए नोटों की फ़ाइल नहीं है, या ख़राब है। उसे फिर से लें।",
        "taught_newer": "{path} Noteworthy के नए संस्करण ने बनाई है। अपडेट करें, फिर आयात करें।",
        "taught_misfit": "{path} किसी दूसरे मॉडल के लिए बनी है। इस मॉडल से नोट फिर सिखाएँ।",
        "taught_unreadable": "{path} पढ़ी नहीं जा सकती: {reason}।",
        "taught_not_written": "सिखाया गया नोट {path} में नहीं रखा जा सकता: {reason}।",
        "taught_too_plain": "इस नोट को पहचानने लायक छपाई नहीं दिखी। बेहतर रोशनी में दिखाएँ।",
        "taught_no_photos": ("{path} में फ़ोटो नहीं हैं। उन्हें front और back, या 20_front और 20_back फ़ोल्डरों में रखें।"),
        "taught_not_here": "इस मॉडल को नोट नहीं सिखाए जा सकते। साथ आया मॉडल लें।",
    },
    "tr": {
        "taught_name_empty": "Adda en az bir harf olmalı. Başka bir ad yazın.",
        "taught_value_wrong": "Değer 0'dan büyük bir sayı olmalı. Başka bir değer yazın.",
        "taught_value_unclear": "{value} iki ayrı sayı olabilir. Virgülsüz ve noktasız yazın.",
        "taught_name_of_money": (
            "Hiçbir şey alınmadı: {path} içinde bir banknotun adı {name}, yani gerçek para adı. Başka bir ad isteyin."
        ),
        "taught_full": "Başka banknota yer yok. Önce birini silin.",
        "taught_damaged": "{path} öğretilen banknot dosyası değil ya da bozuk. Dosyayı yeniden alın.",
        "taught_newer": "{path} daha yeni bir Noteworthy ile yapılmış. Güncelleyin, sonra yeniden içe aktarın.",
        "taught_misfit": "{path} başka bir model için yapılmış. Bu modelle yeniden öğretin.",
        "taught_unreadable": "{path} okunamıyor: {reason}.",
        "taught_not_written": "Öğretilen banknot {path} içinde saklanamıyor: {reason}.",
        "taught_too_plain": "Bu banknotu ayırt edecek kadar baskı görülmedi. Daha iyi ışıkta gösterin.",
        "taught_no_photos": "{path} içinde fotoğraf yok. front ve back ya da 20_front ve 20_back klasörlerine koyun.",
        "taught_not_here": "Bu modele banknot öğretilemez. Birlikte geleni kullanın.",
    },
    "ru": {
        "taught_name_empty": "В названии нужна хотя бы одна буква. Введите другое.",
        "taught_value_wrong": "Значение должно быть числом больше 0. Введите другое.",
        "taught_value_unclear": "{value} можно понять двояко. Введите число без запятой и точки.",
        "taught_name_of_money": (
            "Ничего не импортировано: в {path} банкнота называется {name}, как деньги. Попросите другое название."
        ),
        "taught_full": "Места для ещё одной банкноты нет. Сначала удалите одну.",
        "taught_damaged": "{path} не является файлом сохранённых банкнот или повреждён. Получите его снова.",
        "taught_newer": "{path} создан более новой версией Noteworthy. Обновите программу и импортируйте снова.",
        "taught_misfit": "{path} создан для другой модели. Банкноту нужно запомнить заново.",
        "taught_unreadable": "{path} не читается: {reason}.",
        "taught_not_written": "Банкноту не удаётся сохранить в {path}: {reason}.",
        "taught_too_plain": "Печати видно слишком мало, чтобы узнать эту банкноту. Покажите её при лучшем свете.",
        "taught_no_photos": "В {path} нет снимков. Положите их в папки front и back или 20_front и 20_back.",
        "taught_not_here": "Этой модели нельзя показать новые банкноты. Возьмите прилагаемую.",
    },
    "id": {
        "taught_name_empty": "Nama itu perlu huruf. Ketik yang lain.",
        "taught_value_wrong": "Nilai harus angka di atas 0. Ketik yang lain.",
        "taught_value_unclear": "{value} bisa berarti dua angka. Ketik tanpa koma dan titik.",
        "taught_name_of_money": (
            "Tidak ada yang diimpor: di {path} ada uang bernama {name}, seperti mata uang asli. Minta nama lain."
        ),
        "taught_full": "Tidak ada tempat untuk uang lain. Hapus satu dahulu.",
        "taught_damaged": "{path} bukan berkas uang yang diajarkan, atau rusak. Dapatkan lagi.",
        "taught_newer": "{path} dibuat oleh versi Noteworthy yang lebih baru. Perbarui, lalu impor lagi.",
        "taught_misfit": "{path} dibuat untuk model lain. Ajarkan lagi dengan model ini.",
        "taught_unreadable": "{path} tidak dapat dibaca: {reason}.",
        "taught_not_written": "Uang yang diajarkan tidak dapat disimpan di {path}: {reason}.",
        "taught_too_plain": (
            "Cetakan yang terlihat terlalu sedikit untuk mengenali uang ini. Tunjukkan di cahaya yang lebih baik."
        ),
        "taught_no_photos": "Tidak ada foto di {path}. Letakkan di folder front dan back, atau 20_front dan 20_back.",
        "taught_not_here": "Model ini tidak dapat diajari. Pakai yang disertakan.",
    },
    "ar": {
        "taught_name_empty": "يحتاج الاسم إلى حرف. اكتب اسماً آخر.",
        "taught_value_wrong": "يجب أن تكون القيمة رقماً أكبر من 0. اكتب قيمة أخرى.",
        "taught_value_unclear": "{value} قد يعني عددين مختلفين. اكتبه بلا فاصلة ولا نقطة.",
        "taught_name_of_money": "لم يُستورد شيء: في {path} ورقة اسمها {name} كاسم عملة حقيقية. اطلب اسمًا آخر.",
        "taught_full": "لا مكان لورقة أخرى. احذف واحدة أولاً.",
        "taught_damaged": "{path} ليس ملف أوراق معلَّمة، أو هو تالف. احصل عليه من جديد.",
        "taught_newer": "{path} من إصدار أحدث من Noteworthy. حدّث البرنامج ثم استورده من جديد.",
        "taught_misfit": "{path} صُنع لنموذج آخر. يجب تعليم الورقة من جديد بهذا النموذج.",
        "taught_unreadable": "لا يمكن قراءة {path}: {reason}.",
        "taught_not_written": "لا يمكن حفظ الورقة المعلَّمة في {path}: {reason}.",
        "taught_too_plain": "لم يُرَ من الطباعة ما يكفي لتمييز هذه الورقة. أظهرها في ضوء أفضل.",
        "taught_no_photos": "لا صور في {path}. ضعها في مجلدي front و back، أو 20_front و 20_back.",
        "taught_not_here": "لا يمكن تعليم هذا النموذج. استخدم النموذج المرفق.",
    },
}
"""Of each language the sentences by name."""
