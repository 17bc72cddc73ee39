"""What goes wrong with the settings, in all languages. See `app/trouble.py`."""

TROUBLES: dict[str, dict[str, str]] = {
    "en": {
        "settings_set_aside": (
            "The settings were damaged. The defaults are used; the damaged file was kept as {aside}. "
            "Choose your settings again."
        ),
        "settings_damaged": (
            "The settings {path} are damaged and could not be set aside. The defaults are used. Delete that file, "
            "then choose your settings again."
        ),
        "settings_unreadable": (
            "The settings {path} cannot be read: {reason}. The defaults are used. Put that right and start again."
        ),
        "settings_unknown": (
            "This version does not know what is set for {names}. The default is used there; the file stays as it is. "
            "A newer version of Noteworthy may know it."
        ),
    },
    "es": {
        "settings_set_aside": (
            "La configuración estaba dañada. Se usan los valores predeterminados; el archivo dañado se guardó como "
            "{aside}. Elija de nuevo su configuración."
        ),
        "settings_damaged": (
            "La configuración {path} está dañada y no se pudo apartar. Se usan los valores predeterminados. Borre ese "
            "archivo y elija de nuevo su configuración."
        ),
        "settings_unreadable": (
            "No se puede leer la configuración {path}: {reason}. Se usan los valores predeterminados. Corríjalo y "
            "abra el programa de nuevo."
        ),
        "settings_unknown": (
            "Esta versión no conoce el valor elegido para {names}. Ahí se usa el predeterminado; el archivo queda "
            "como está. Una versión más nueva de Noteworthy puede conocerlo."
        ),
    },
    "de": {
        "settings_set_aside": (
            "Die Einstellungen waren beschädigt. Es gelten die Vorgaben; die beschädigte Datei liegt jetzt unter "
            "{aside}. Wählen Sie Ihre Einstellungen neu."
        ),
        "settings_damaged": (
            "Die Einstellungen {path} sind beschädigt und ließen sich nicht beiseitelegen. Es gelten die Vorgaben. "
            "Löschen Sie diese Datei und wählen Sie Ihre Einstellungen neu."
        ),
        "settings_unreadable": (
            "Die Einstellungen {path} sind nicht lesbar: {reason}. Es gelten die Vorgaben. Beheben Sie das und "
            "starten Sie neu."
        ),
        "settings_unknown": (
            "Diese Version kennt den Wert für {names} nicht. Dort gilt die Vorgabe; die Datei bleibt, wie sie ist. "
            "Eine neuere Version von Noteworthy kennt ihn vielleicht."
        ),
    },
    "fr": {
        "settings_set_aside": (
            "Les réglages étaient endommagés. Les valeurs par défaut s'appliquent ; le fichier endommagé a été gardé "
            "sous {aside}. Choisissez de nouveau vos réglages."
        ),
        "settings_damaged": (
            "Les réglages {path} sont endommagés et n'ont pas pu être mis de côté. Les valeurs par défaut "
            "s'appliquent. Supprimez ce fichier, puis choisissez de nouveau vos réglages."
        ),
        "settings_unreadable": (
            "Les réglages {path} ne peuvent pas être lus : {reason}. Les valeurs par défaut s'appliquent. Corrigez "
            "cela et relancez."
        ),
        "settings_unknown": (
            "Cette version ne connaît pas la valeur choisie pour {names}. La valeur par défaut s'y applique ; le "
            "fichier reste tel quel. Une version plus récente de Noteworthy la connaît peut-être."
        ),
    },
    "pt": {
        "settings_set_aside": (
            "As configurações estavam danificadas. Valem os padrões; o arquivo danificado foi guardado como {aside}. "
            "Escolha as configurações de novo."
        ),
        "settings_damaged": (
            "As configurações {path} estão danificadas e não puderam ser postas de lado. Valem os padrões. Apague "
            "esse arquivo e escolha as configurações de novo."
        ),
        "settings_unreadable": (
            "As configurações {path} não podem ser lidas: {reason}. Valem os padrões. Corrija isso e abra o programa "
            "de novo."
        ),
        "settings_unknown": (
            "Esta versão não conhece o valor escolhido para {names}. Ali vale o padrão; o arquivo fica como está. "
            "Uma versão mais nova do Noteworthy pode conhecê-lo."
        ),
    },
    "hi": {
        "settings_set_aside": (
            "सेटिंग ख़राब हो गई थीं। अब मूल सेटिंग चल रही हैं; ख़राब फ़ाइल {aside} नाम से रखी गई है। अपनी सेटिंग फिर से चुनें।"
        ),
        "settings_damaged": (
            "सेटिंग की फ़ाइल {path} ख़राब है और उसे अलग नहीं रखा जा सका। अब मूल सेटिंग चल रही हैं। उस फ़ाइल को मिटाएँ और अपनी "
            "सेटिंग फिर से चुनें।"
        ),
        "settings_unreadable": (
            "सेटिंग की फ़ाइल {path} पढ़ी नहीं जा सकती: {reason}। अब मूल सेटिंग चल रही हैं। इसे ठीक करके फिर से शुरू करें।"
        ),
        "settings_unknown": (
            "यह संस्करण {names} के लिए चुना गया मान नहीं जानता। वहाँ मूल सेटिंग चल रही है; फ़ाइल वैसी ही रहेगी। Noteworthy का नया "
            "संस्करण इसे जान सकता है।"
        ),
    },
    "tr": {
        "settings_set_aside": (
            "Ayarlar bozulmuştu. Varsayılan ayarlar kullanılıyor; bozuk dosya {aside} adıyla saklandı. Ayarlarınızı "
            "yeniden seçin."
        ),
        "settings_damaged": (
            "{path} ayar dosyası bozuk ve kenara alınamadı. Varsayılan ayarlar kullanılıyor. O dosyayı silin, sonra "
            "ayarlarınızı yeniden seçin."
        ),
        "settings_unreadable": (
            "{path} ayar dosyası okunamıyor: {reason}. Varsayılan ayarlar kullanılıyor. Bunu düzeltip yeniden başlatın."
        ),
        "settings_unknown": (
            "Bu sürüm şu ayarların değerini tanımıyor: {names}. Orada varsayılan kullanılıyor; dosya olduğu gibi "
            "kalıyor. Noteworthy'nin daha yeni bir sürümü tanıyabilir."
        ),
    },
    "ru": {
        "settings_set_aside": (
            "Настройки были повреждены. Действуют исходные; повреждённый файл сохранён как {aside}. Выберите "
            "настройки заново."
        ),
        "settings_damaged": (
            "Файл настроек {path} повреждён, и убрать его не удалось. Действуют исходные настройки. Удалите этот файл "
            "и выберите настройки заново."
        ),
        "settings_unreadable": (
            "Файл настроек {path} не читается: {reason}. Действуют исходные настройки. Исправьте это и запустите "
            "программу снова."
        ),
        "settings_unknown": (
            "Эта версия не знает, что задано для {names}. Там действует исходное значение; файл остаётся как есть. "
            "Возможно, его знает более новая версия Noteworthy."
        ),
    },
    "id": {
        "settings_set_aside": (
            "Pengaturan rusak. Pengaturan bawaan dipakai; berkas yang rusak disimpan sebagai {aside}. Pilih lagi "
            "pengaturan Anda."
        ),
        "settings_damaged": (
            "Pengaturan {path} rusak dan tidak dapat disisihkan. Pengaturan bawaan dipakai. Hapus berkas itu, lalu "
            "pilih lagi pengaturan Anda."
        ),
        "settings_unreadable": (
            "Pengaturan {path} tidak dapat dibaca: {reason}. Pengaturan bawaan dipakai. Perbaiki hal itu, lalu mulai "
            "lagi."
        ),
        "settings_unknown": (
            "Versi ini tidak mengenal nilai yang dipilih untuk {names}. Di situ nilai bawaan dipakai; berkasnya tetap "
            "seperti semula. Versi Noteworthy yang lebih baru mungkin mengenalnya."
        ),
    },
    "ar": {
        "settings_set_aside": (
            "كانت الإعدادات تالفة. تُستخدم الإعدادات الافتراضية، وحُفظ الملف التالف باسم {aside}. اختر إعداداتك من جديد."
        ),
        "settings_damaged": (
            "ملف الإعدادات {path} تالف وتعذّر نقله جانبًا. تُستخدم الإعدادات الافتراضية. احذف ذلك الملف ثم اختر إعداداتك "
            "من جديد."
        ),
        "settings_unreadable": (
            "تعذّرت قراءة ملف الإعدادات {path}: {reason}. تُستخدم الإعدادات الافتراضية. أصلح ذلك ثم شغّل البرنامج من جديد."
        ),
        "settings_unknown": (
            "لا يعرف هذا الإصدار القيمة المحددة لـ {names}. تُستخدم القيمة الافتراضية هناك، ويبقى الملف كما هو. قد "
            "يعرفها إصدار أحدث من Noteworthy."
        ),
    },
}
