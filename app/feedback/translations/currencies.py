"""What is said when a person asks which currency a note is, and how many are on, in all languages.

Names of currencies follow a colon or stand alone, since most languages would bend them otherwise.
"""

CURRENCIES: dict[str, dict[str, str]] = {
    "en": {
        "looks_like": "This looks like {currency}.",
        "press_again": "Press {key} again to turn it on.",
        "start_with": "To hear its values, start with --currency {code}.",
        "is_on": "It is on already. If no value is said, turn the note over.",
        "none_fits": "None of the {number} currencies fits. Turn the note over, or hold it flat and closer.",
        "no_note": "No note is in view. Hold one in front of the camera.",
        "try_again": "Then press {key} again.",
        "cannot": "This model knows no print, so currencies cannot be looked for.",
        "turned_on": "{currency}: on.",
        "many_on": "{number} currencies are on. More than five make notes slower to read.",
        "proposed": (
            "To begin with, the money of your region is on: {currencies}. {key} opens all others; {ask} tells "
            "which currency a note is."
        ),
    },
    "es": {
        "looks_like": "Esto parece de esta moneda: {currency}.",
        "press_again": "Pulse {key} otra vez para activarla.",
        "start_with": "Para oír sus valores, inicie con --currency {code}.",
        "is_on": "Ya está activada. Si no se dice ningún valor, dé la vuelta al billete.",
        "none_fits": (
            "No encaja ninguna de las {number} monedas. Dé la vuelta al billete, o sosténgalo plano y más cerca."
        ),
        "no_note": "No se ve ningún billete. Ponga uno delante de la cámara.",
        "try_again": "Después pulse {key} otra vez.",
        "cannot": "Este modelo no conoce impresos, así que no se pueden buscar monedas.",
        "turned_on": "{currency}: activada.",
        "many_on": "Hay {number} monedas activadas. Con más de cinco, los billetes se leen más despacio.",
        "proposed": (
            "Para empezar está activado el dinero de su región: {currencies}. {key} abre todas las demás "
            "monedas; {ask} dice de qué moneda es un billete."
        ),
    },
    "de": {
        "looks_like": "Das sieht nach dieser Währung aus: {currency}.",
        "press_again": "Drücken Sie noch einmal {key}, um sie einzuschalten.",
        "start_with": "Um ihre Werte zu hören, starten Sie mit --currency {code}.",
        "is_on": "Sie ist schon an. Wird kein Wert gesagt, drehen Sie den Schein um.",
        "none_fits": (
            "Keine der {number} Währungen passt. Drehen Sie den Schein um, oder halten Sie ihn flach und näher."
        ),
        "no_note": "Es ist kein Schein zu sehen. Halten Sie einen vor die Kamera.",
        "try_again": "Drücken Sie dann noch einmal {key}.",
        "cannot": "Dieses Modell kennt keinen Druck, daher können Währungen nicht gesucht werden.",
        "turned_on": "{currency}: an.",
        "many_on": "{number} Währungen sind an. Mit mehr als fünf werden Scheine langsamer gelesen.",
        "proposed": (
            "Für den Anfang ist das Geld Ihrer Region an: {currencies}. {key} öffnet alle anderen; {ask} sagt, "
            "von welcher Währung ein Schein ist."
        ),
    },
    "fr": {
        "looks_like": "Cela ressemble à cette monnaie : {currency}.",
        "press_again": "Appuyez encore sur {key} pour l'activer.",
        "start_with": "Pour entendre ses valeurs, lancez avec --currency {code}.",
        "is_on": "Elle est déjà activée. Si aucune valeur n'est dite, retournez le billet.",
        "none_fits": (
            "Aucune des {number} monnaies ne convient. Retournez le billet, ou tenez-le à plat et plus près."
        ),
        "no_note": "Aucun billet n'est visible. Tenez-en un devant la caméra.",
        "try_again": "Appuyez ensuite encore sur {key}.",
        "cannot": "Ce modèle ne connaît aucune impression : les monnaies ne peuvent pas être cherchées.",
        "turned_on": "{currency} : activé.",
        "many_on": "{number} monnaies sont activées. Au-delà de cinq, les billets sont lus plus lentement.",
        "proposed": (
            "Pour commencer, l'argent de votre région est activé : {currencies}. {key} ouvre toutes les autres "
            "monnaies ; {ask} dit de quelle monnaie est un billet."
        ),
    },
    "pt": {
        "looks_like": "Isto parece ser desta moeda: {currency}.",
        "press_again": "Pressione {key} de novo para ativá-la.",
        "start_with": "Para ouvir os valores, inicie com --currency {code}.",
        "is_on": "Ela já está ativada. Se nenhum valor for dito, vire a nota.",
        "none_fits": "Nenhuma das {number} moedas corresponde. Vire a nota, ou segure-a plana e mais perto.",
        "no_note": "Nenhuma nota à vista. Segure uma em frente à câmera.",
        "try_again": "Depois pressione {key} de novo.",
        "cannot": "Este modelo não conhece impressões, portanto não é possível procurar moedas.",
        "turned_on": "{currency}: ativada.",
        "many_on": "{number} moedas estão ativadas. Com mais de cinco, as notas são lidas mais devagar.",
        "proposed": (
            "Para começar, o dinheiro da sua região está ativado: {currencies}. {key} abre todas as outras "
            "moedas; {ask} diz de que moeda é uma nota."
        ),
    },
    "hi": {
        "looks_like": "यह इस मुद्रा का लगता है: {currency}।",
        "press_again": "इसे चालू करने के लिए {key} फिर से दबाएँ।",
        "start_with": "इसके मूल्य सुनने के लिए --currency {code} के साथ शुरू करें।",
        "is_on": "यह पहले से चालू है। अगर कोई मूल्य न बोला जाए, तो नोट पलटें।",
        "none_fits": "{number} मुद्राओं में से कोई मेल नहीं खाती। नोट पलटें, या उसे सीधा और पास रखें।",
        "no_note": "कोई नोट दिखाई नहीं दे रहा। कैमरे के सामने एक नोट रखें।",
        "try_again": "फिर {key} दोबारा दबाएँ।",
        "cannot": "यह मॉडल कोई छपाई नहीं पहचानता, इसलिए मुद्राएँ खोजी नहीं जा सकतीं।",
        "turned_on": "{currency}: चालू।",
        "many_on": "{number} मुद्राएँ चालू हैं। पाँच से ज़्यादा होने पर नोट धीरे पढ़े जाते हैं।",
        "proposed": (
            "शुरुआत में आपके क्षेत्र का पैसा चालू है: {currencies}। {key} से बाकी सब मुद्राएँ खुलती हैं; {ask} "
            "बताता है कि नोट किस मुद्रा का है।"
        ),
    },
    "tr": {
        "looks_like": "Bu, şu para birimine benziyor: {currency}.",
        "press_again": "Açmak için {key} tuşuna tekrar basın.",
        "start_with": "Değerlerini duymak için --currency {code} ile başlatın.",
        "is_on": "Zaten açık. Bir değer söylenmezse banknotu çevirin.",
        "none_fits": "{number} para biriminden hiçbiri uymuyor. Banknotu çevirin ya da düz ve daha yakın tutun.",
        "no_note": "Görünürde banknot yok. Kameranın önüne bir tane tutun.",
        "try_again": "Sonra {key} tuşuna tekrar basın.",
        "cannot": "Bu model hiçbir baskıyı tanımıyor, bu yüzden para birimleri aranamaz.",
        "turned_on": "{currency}: açık.",
        "many_on": "{number} para birimi açık. Beşten fazlası banknotların okunmasını yavaşlatır.",
        "proposed": (
            "Başlangıçta bölgenizin parası açık: {currencies}. {key} diğerlerinin tümünü açar; {ask} bir "
            "banknotun hangi para biriminden olduğunu söyler."
        ),
    },
    "ru": {
        "looks_like": "Похоже, вот эта валюта: {currency}.",
        "press_again": "Нажмите {key} ещё раз, чтобы включить её.",
        "start_with": "Чтобы слышать её номиналы, запустите с --currency {code}.",
        "is_on": "Она уже включена. Если номинал не назван, переверните банкноту.",
        "none_fits": (
            "Ни одна из известных валют не подходит, всего их {number}. Переверните банкноту или держите её "
            "ровно и ближе."
        ),
        "no_note": "Банкноты не видно. Поднесите её к камере.",
        "try_again": "Затем нажмите {key} ещё раз.",
        "cannot": "Эта модель не знает рисунка банкнот, поэтому искать валюты нельзя.",
        "turned_on": "{currency}: включено.",
        "many_on": "Включено валют: {number}. Если их больше пяти, банкноты читаются медленнее.",
        "proposed": (
            "Для начала включены деньги вашего региона: {currencies}. {key} открывает все остальные валюты; "
            "{ask} говорит, какой валюты банкнота."
        ),
    },
    "id": {
        "looks_like": "Ini tampaknya mata uang ini: {currency}.",
        "press_again": "Tekan {key} lagi untuk menyalakannya.",
        "start_with": "Untuk mendengar nilainya, mulai dengan --currency {code}.",
        "is_on": "Mata uang ini sudah menyala. Jika tidak ada nilai yang disebut, balik uangnya.",
        "none_fits": "Tidak satu pun dari {number} mata uang cocok. Balik uangnya, atau pegang rata dan lebih dekat.",
        "no_note": "Tidak ada uang kertas yang terlihat. Pegang selembar di depan kamera.",
        "try_again": "Lalu tekan {key} lagi.",
        "cannot": "Model ini tidak mengenal cetakan, jadi mata uang tidak dapat dicari.",
        "turned_on": "{currency}: menyala.",
        "many_on": "{number} mata uang menyala. Lebih dari lima membuat uang lebih lambat dibaca.",
        "proposed": (
            "Untuk permulaan, uang wilayah Anda menyala: {currencies}. {key} membuka semua yang lain; {ask} "
            "memberi tahu mata uang selembar uang."
        ),
    },
    "ar": {
        "looks_like": "يبدو أنها من هذه العملة: {currency}.",
        "press_again": "اضغط {key} مرة أخرى لتشغيلها.",
        "start_with": "لسماع فئاتها ابدأ البرنامج مع ‎--currency {code}.",
        "is_on": "وهي مشغّلة بالفعل. إن لم تُنطق قيمة فاقلب الورقة.",
        "none_fits": "لا تطابق الورقة أيًّا من العملات المعروفة، وعددها {number}. اقلب الورقة، أو أمسكها مسطحة وأقرب.",
        "no_note": "لا تظهر أي ورقة نقدية. أمسك ورقة أمام الكاميرا.",
        "try_again": "ثم اضغط {key} مرة أخرى.",
        "cannot": "هذا النموذج لا يعرف أي طباعة، لذلك لا يمكن البحث عن العملات.",
        "turned_on": "{currency}: قيد التشغيل.",
        "many_on": "عدد العملات المشغّلة {number}. إذا زادت على خمس صارت قراءة الأوراق أبطأ.",
        "proposed": (
            "في البداية نقود منطقتك قيد التشغيل: {currencies}. يفتح {key} كل العملات الأخرى، ويخبرك {ask} بعملة الورقة."
        ),
    },
}
