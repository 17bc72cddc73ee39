"""What the window says of itself, in each language: kinds of parts, the trial of the screen reader, the sample.

They follow the language of the voice, as the session's do. What is shown is translated by Qt, in `translations`.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Final


class Words(Enum):
    """What can be said."""

    BUTTON = "button"
    CHECK_BOX = "check box"
    CHOICE = "combo box"
    LIST = "list"
    SLIDER = "slider"
    TEXT = "text"
    TEXT_FIELD = "text field"
    EMPTY = "empty"
    UNAVAILABLE = "unavailable"
    SPACE = "space"
    LIST_BEGINS = "list begins"
    LIST_ENDS = "list ends"
    AUTOMATIC = "automatic"
    ALWAYS = "always"
    NEVER = "never"
    SAMPLE = "sample"
    TRIAL = "trial"
    TRIAL_PASSED = "trial passed"
    TRIAL_FAILED = "trial failed"
    NO_READER = "no reader"
    ALREADY_RUNNING = "already running"


WORDS: Final[Mapping[str, Mapping[Words, str]]] = {
    "en": {
        Words.BUTTON: "button",
        Words.CHECK_BOX: "check box",
        Words.CHOICE: "combo box",
        Words.LIST: "list",
        Words.SLIDER: "slider",
        Words.TEXT: "text",
        Words.TEXT_FIELD: "text field",
        Words.EMPTY: "empty",
        Words.UNAVAILABLE: "unavailable",
        Words.SPACE: "space",
        Words.LIST_BEGINS: "beginning of list",
        Words.LIST_ENDS: "end of list",
        Words.AUTOMATIC: "Automatic: unless a screen reader runs",
        Words.ALWAYS: "Always",
        Words.NEVER: "Never",
        Words.SAMPLE: "This is how Noteworthy sounds now.",
        Words.TRIAL: "Your screen reader is to speak for Noteworthy. If you hear this, press Enter within ten seconds.",
        Words.TRIAL_PASSED: "The screen reader speaks for Noteworthy from now on.",
        Words.TRIAL_FAILED: "Enter was not pressed. Noteworthy keeps its own voice.",
        Words.NO_READER: "No screen reader was found that could speak. Noteworthy keeps its own voice.",
        Words.ALREADY_RUNNING: "Noteworthy is already running. This is its window.",
    },
    "es": {
        Words.BUTTON: "botón",
        Words.CHECK_BOX: "casilla",
        Words.CHOICE: "cuadro combinado",
        Words.LIST: "lista",
        Words.SLIDER: "control deslizante",
        Words.TEXT: "texto",
        Words.TEXT_FIELD: "campo de texto",
        Words.EMPTY: "vacío",
        Words.UNAVAILABLE: "no disponible",
        Words.SPACE: "espacio",
        Words.LIST_BEGINS: "principio de la lista",
        Words.LIST_ENDS: "final de la lista",
        Words.AUTOMATIC: "Automático: salvo si hay un lector de pantalla en marcha",
        Words.ALWAYS: "Siempre",
        Words.NEVER: "Nunca",
        Words.SAMPLE: "Así suena ahora Noteworthy.",
        Words.TRIAL: "Su lector de pantalla va a hablar por Noteworthy. Si oye esto, pulse Intro antes de diez "
        "segundos.",
        Words.TRIAL_PASSED: "A partir de ahora, el lector de pantalla habla por Noteworthy.",
        Words.TRIAL_FAILED: "No se ha pulsado Intro. Noteworthy conserva su propia voz.",
        Words.NO_READER: "No se ha encontrado ningún lector de pantalla que pueda hablar. Noteworthy conserva su "
        "propia voz.",
        Words.ALREADY_RUNNING: "Noteworthy ya está en marcha. Esta es su ventana.",
    },
    "de": {
        Words.BUTTON: "Schalter",
        Words.CHECK_BOX: "Kontrollfeld",
        Words.CHOICE: "Kombinationsfeld",
        Words.LIST: "Liste",
        Words.SLIDER: "Schieberegler",
        Words.TEXT: "Text",
        Words.TEXT_FIELD: "Textfeld",
        Words.EMPTY: "leer",
        Words.UNAVAILABLE: "nicht verfügbar",
        Words.SPACE: "Leerzeichen",
        Words.LIST_BEGINS: "Anfang der Liste",
        Words.LIST_ENDS: "Ende der Liste",
        Words.AUTOMATIC: "Automatisch: außer wenn ein Bildschirmleser läuft",
        Words.ALWAYS: "Immer",
        Words.NEVER: "Nie",
        Words.SAMPLE: "So klingt Noteworthy jetzt.",
        Words.TRIAL: "Ihr Bildschirmleser soll für Noteworthy sprechen. Wenn Sie das hören, drücken Sie innerhalb von "
        "zehn Sekunden die Eingabetaste.",
        Words.TRIAL_PASSED: "Von jetzt an spricht der Bildschirmleser für Noteworthy.",
        Words.TRIAL_FAILED: "Die Eingabetaste wurde nicht gedrückt. Noteworthy behält seine eigene Stimme.",
        Words.NO_READER: "Es wurde kein Bildschirmleser gefunden, der sprechen könnte. Noteworthy behält seine eigene "
        "Stimme.",
        Words.ALREADY_RUNNING: "Noteworthy läuft schon. Das ist sein Fenster.",
    },
    "fr": {
        Words.BUTTON: "bouton",
        Words.CHECK_BOX: "case à cocher",
        Words.CHOICE: "liste déroulante",
        Words.LIST: "liste",
        Words.SLIDER: "curseur",
        Words.TEXT: "texte",
        Words.TEXT_FIELD: "champ de texte",
        Words.EMPTY: "vide",
        Words.UNAVAILABLE: "indisponible",
        Words.SPACE: "espace",
        Words.LIST_BEGINS: "début de la liste",
        Words.LIST_ENDS: "fin de la liste",
        Words.AUTOMATIC: "Automatique : sauf si un lecteur d'écran fonctionne",
        Words.ALWAYS: "Toujours",
        Words.NEVER: "Jamais",
        Words.SAMPLE: "Voici la voix de Noteworthy.",
        Words.TRIAL: "Votre lecteur d'écran va parler pour Noteworthy. Si vous entendez ceci, appuyez sur Entrée dans "
        "les dix secondes.",
        Words.TRIAL_PASSED: "Désormais, le lecteur d'écran parle pour Noteworthy.",
        Words.TRIAL_FAILED: "La touche Entrée n'a pas été pressée. Noteworthy garde sa propre voix.",
        Words.NO_READER: "Aucun lecteur d'écran capable de parler n'a été trouvé. Noteworthy garde sa propre voix.",
        Words.ALREADY_RUNNING: "Noteworthy est déjà ouvert. Voici sa fenêtre.",
    },
    "pt": {
        Words.BUTTON: "botão",
        Words.CHECK_BOX: "caixa de seleção",
        Words.CHOICE: "caixa de combinação",
        Words.LIST: "lista",
        Words.SLIDER: "controle deslizante",
        Words.TEXT: "texto",
        Words.TEXT_FIELD: "campo de texto",
        Words.EMPTY: "vazio",
        Words.UNAVAILABLE: "indisponível",
        Words.SPACE: "espaço",
        Words.LIST_BEGINS: "início da lista",
        Words.LIST_ENDS: "fim da lista",
        Words.AUTOMATIC: "Automático: exceto quando um leitor de tela está em uso",
        Words.ALWAYS: "Sempre",
        Words.NEVER: "Nunca",
        Words.SAMPLE: "É assim que o Noteworthy soa agora.",
        Words.TRIAL: "O seu leitor de tela vai falar pelo Noteworthy. Se você ouvir isto, pressione Enter em até dez "
        "segundos.",
        Words.TRIAL_PASSED: "A partir de agora, o leitor de tela fala pelo Noteworthy.",
        Words.TRIAL_FAILED: "A tecla Enter não foi pressionada. O Noteworthy mantém a própria voz.",
        Words.NO_READER: "Não foi encontrado nenhum leitor de tela que possa falar. O Noteworthy mantém a própria voz.",
        Words.ALREADY_RUNNING: "O Noteworthy já está aberto. Esta é a janela dele.",
    },
    "hi": {
        Words.BUTTON: "बटन",
        Words.CHECK_BOX: "चेक बॉक्स",
        Words.CHOICE: "कॉम्बो बॉक्स",
        Words.LIST: "सूची",
        Words.SLIDER: "स्लाइडर",
        Words.TEXT: "पाठ",
        Words.TEXT_FIELD: "टेक्स्ट बॉक्स",
        Words.EMPTY: "खाली",
        Words.UNAVAILABLE: "उपलब्ध नहीं",
        Words.SPACE: "खाली जगह",
        Words.LIST_BEGINS: "सूची की शुरुआत",
        Words.LIST_ENDS: "सूची का अंत",
        Words.AUTOMATIC: "अपने आप: जब तक कोई स्क्रीन रीडर न चल रहा हो",
        Words.ALWAYS: "हमेशा",
        Words.NEVER: "कभी नहीं",
        Words.SAMPLE: "Noteworthy की आवाज़ अब ऐसी है।",
        Words.TRIAL: "अब आपका स्क्रीन रीडर Noteworthy की ओर से बोलेगा। अगर आपको यह सुनाई दे, तो दस सेकंड के अंदर Enter दबाएँ।",
        Words.TRIAL_PASSED: "अब से स्क्रीन रीडर Noteworthy की ओर से बोलेगा।",
        Words.TRIAL_FAILED: "Enter नहीं दबाया गया। Noteworthy अपनी ही आवाज़ में बोलता रहेगा।",
        Words.NO_READER: "ऐसा कोई स्क्रीन रीडर नहीं मिला जो बोल सके। Noteworthy अपनी ही आवाज़ में बोलता रहेगा।",
        Words.ALREADY_RUNNING: "Noteworthy पहले से चल रहा है। यह उसकी विंडो है।",
    },
    "tr": {
        Words.BUTTON: "düğme",
        Words.CHECK_BOX: "onay kutusu",
        Words.CHOICE: "açılır kutu",
        Words.LIST: "liste",
        Words.SLIDER: "kaydırıcı",
        Words.TEXT: "metin",
        Words.TEXT_FIELD: "metin kutusu",
        Words.EMPTY: "boş",
        Words.UNAVAILABLE: "kullanılamıyor",
        Words.SPACE: "boşluk",
        Words.LIST_BEGINS: "listenin başı",
        Words.LIST_ENDS: "listenin sonu",
        Words.AUTOMATIC: "Otomatik: bir ekran okuyucu çalışmıyorsa",
        Words.ALWAYS: "Her zaman",
        Words.NEVER: "Hiçbir zaman",
        Words.SAMPLE: "Noteworthy artık böyle duyuluyor.",
        Words.TRIAL: "Noteworthy için ekran okuyucunuz konuşacak. Bunu duyuyorsanız on saniye içinde Enter tuşuna "
        "basın.",
        Words.TRIAL_PASSED: "Bundan sonra Noteworthy için ekran okuyucu konuşuyor.",
        Words.TRIAL_FAILED: "Enter tuşuna basılmadı. Noteworthy kendi sesiyle konuşmaya devam ediyor.",
        Words.NO_READER: "Konuşabilecek bir ekran okuyucu bulunamadı. Noteworthy kendi sesiyle konuşmaya devam ediyor.",
        Words.ALREADY_RUNNING: "Noteworthy zaten çalışıyor. Penceresi bu.",
    },
    "ru": {
        Words.BUTTON: "кнопка",
        Words.CHECK_BOX: "флажок",
        Words.CHOICE: "выпадающий список",
        Words.LIST: "список",
        Words.SLIDER: "ползунок",
        Words.TEXT: "текст",
        Words.TEXT_FIELD: "текстовое поле",
        Words.EMPTY: "пусто",
        Words.UNAVAILABLE: "недоступно",
        Words.SPACE: "пробел",
        Words.LIST_BEGINS: "начало списка",
        Words.LIST_ENDS: "конец списка",
        Words.AUTOMATIC: "Автоматически: если не работает программа экранного доступа",
        Words.ALWAYS: "Всегда",
        Words.NEVER: "Никогда",
        Words.SAMPLE: "Так сейчас звучит Noteworthy.",
        Words.TRIAL: "За Noteworthy будет говорить ваша программа экранного доступа. Если вы это слышите, нажмите "
        "Enter в течение десяти секунд.",
        Words.TRIAL_PASSED: "Теперь за Noteworthy говорит программа экранного доступа.",
        Words.TRIAL_FAILED: "Клавиша Enter не была нажата. Noteworthy по-прежнему говорит своим голосом.",
        Words.NO_READER: "Не найдена программа экранного доступа, которая могла бы говорить. Noteworthy по-прежнему "
        "говорит своим голосом.",
        Words.ALREADY_RUNNING: "Noteworthy уже работает. Это его окно.",
    },
    "id": {
        Words.BUTTON: "tombol",
        Words.CHECK_BOX: "kotak centang",
        Words.CHOICE: "kotak pilihan",
        Words.LIST: "daftar",
        Words.SLIDER: "penggeser",
        Words.TEXT: "teks",
        Words.TEXT_FIELD: "kotak teks",
        Words.EMPTY: "kosong",
        Words.UNAVAILABLE: "tidak tersedia",
        Words.SPACE: "spasi",
        Words.LIST_BEGINS: "awal daftar",
        Words.LIST_ENDS: "akhir daftar",
        Words.AUTOMATIC: "Otomatis: kecuali jika pembaca layar berjalan",
        Words.ALWAYS: "Selalu",
        Words.NEVER: "Tidak pernah",
        Words.SAMPLE: "Beginilah suara Noteworthy sekarang.",
        Words.TRIAL: "Pembaca layar Anda akan berbicara untuk Noteworthy. Jika Anda mendengar ini, tekan Enter dalam "
        "sepuluh detik.",
        Words.TRIAL_PASSED: "Mulai sekarang pembaca layar berbicara untuk Noteworthy.",
        Words.TRIAL_FAILED: "Enter tidak ditekan. Noteworthy tetap memakai suaranya sendiri.",
        Words.NO_READER: "Tidak ditemukan pembaca layar yang dapat berbicara. Noteworthy tetap memakai suaranya "
        "sendiri.",
        Words.ALREADY_RUNNING: "Noteworthy sudah berjalan. Ini jendelanya.",
    },
    "ar": {
        Words.BUTTON: "زر",
        Words.CHECK_BOX: "خانة اختيار",
        Words.CHOICE: "قائمة منسدلة",
        Words.LIST: "قائمة",
        Words.SLIDER: "شريط تمرير",
        Words.TEXT: "نص",
        Words.TEXT_FIELD: "حقل نص",
        Words.EMPTY: "فارغ",
        Words.UNAVAILABLE: "غير متاح",
        Words.SPACE: "مسافة",
        Words.LIST_BEGINS: "بداية القائمة",
        Words.LIST_ENDS: "نهاية القائمة",
        Words.AUTOMATIC: "تلقائي: ما لم يكن قارئ شاشة قيد التشغيل",
        Words.ALWAYS: "دائمًا",
        Words.NEVER: "أبدًا",
        Words.SAMPLE: "هكذا يبدو صوت Noteworthy الآن.",
        Words.TRIAL: "سيتحدث قارئ الشاشة نيابةً عن Noteworthy. إذا كنت تسمع هذا، فاضغط مفتاح Enter خلال عشر ثوانٍ.",
        Words.TRIAL_PASSED: "من الآن فصاعدًا يتحدث قارئ الشاشة نيابةً عن Noteworthy.",
        Words.TRIAL_FAILED: "لم يُضغط مفتاح Enter. سيستمر Noteworthy بصوته الخاص.",
        Words.NO_READER: "لم يُعثر على قارئ شاشة يمكنه التحدث. سيستمر Noteworthy بصوته الخاص.",
        Words.ALREADY_RUNNING: "برنامج Noteworthy يعمل بالفعل. هذه نافذته.",
    },
}
"""Of each language all of them."""


def words(language: str, which: Words) -> str:
    """These words in the language of a BCP 47 tag; English where that is none of ours."""
    return WORDS.get(language.replace("_", "-").split("-")[0].lower(), WORDS["en"])[which]
