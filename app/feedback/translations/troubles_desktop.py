"""What goes wrong outside the window, in all languages. See `app/trouble.py`."""

TROUBLES: dict[str, dict[str, str]] = {
    "en": {
        "login_not_changed": (
            "It could not be changed whether Noteworthy starts when you sign in: {reason}. Put that right, then try "
            "again."
        ),
        "global_key_taken": (
            "Another program has {key}, so that key does not repeat the value outside this window. Free it there, or "
            "turn the key off in the settings."
        ),
        "global_key_lost": (
            "{key} does not repeat the value outside this window any more: the system took that key away. Turn "
            "it off and on again in the settings."
        ),
    },
    "es": {
        "login_not_changed": (
            "No se pudo cambiar si Noteworthy se abre al iniciar sesión: {reason}. Corríjalo e inténtelo de nuevo."
        ),
        "global_key_taken": (
            "Otro programa usa {key}, así que esa tecla no repite el valor fuera de esta ventana. Libérela allí o "
            "desactive la tecla en la configuración."
        ),
        "global_key_lost": (
            "{key} ya no repite el valor fuera de esta ventana: el sistema retiró esa tecla. Desactívela y "
            "vuelva a activarla en la configuración."
        ),
    },
    "de": {
        "login_not_changed": (
            "Ob Noteworthy beim Anmelden startet, ließ sich nicht ändern: {reason}. Beheben Sie das, und versuchen "
            "Sie es noch einmal."
        ),
        "global_key_taken": (
            "Ein anderes Programm hat {key}, darum wiederholt diese Taste den Wert außerhalb dieses Fensters nicht. "
            "Geben Sie sie dort frei, oder schalten Sie die Taste in den Einstellungen aus."
        ),
        "global_key_lost": (
            "{key} wiederholt den Wert außerhalb dieses Fensters nicht mehr: Das System hat die Taste "
            "weggenommen. Schalten Sie sie in den Einstellungen aus und wieder ein."
        ),
    },
    "fr": {
        "login_not_changed": (
            "Impossible de changer le démarrage de Noteworthy à l'ouverture de session : {reason}. Corrigez cela, "
            "puis réessayez."
        ),
        "global_key_taken": (
            "Un autre programme utilise {key} ; cette touche ne répète donc pas la valeur en dehors de cette fenêtre. "
            "Libérez-la là-bas, ou désactivez la touche dans les réglages."
        ),
        "global_key_lost": (
            "{key} ne répète plus la valeur en dehors de cette fenêtre : le système a retiré cette touche. "
            "Désactivez-la puis réactivez-la dans les réglages."
        ),
    },
    "pt": {
        "login_not_changed": (
            "Não foi possível mudar se o Noteworthy abre quando você entra no computador: {reason}. Corrija isso e "
            "tente de novo."
        ),
        "global_key_taken": (
            "Outro programa usa {key}, por isso essa tecla não repete o valor fora desta janela. Libere-a lá ou "
            "desligue a tecla nas configurações."
        ),
        "global_key_lost": (
            "{key} não repete mais o valor fora desta janela: o sistema retirou essa tecla. Desligue-a e ligue-a "
            "de novo nas configurações."
        ),
    },
    "hi": {
        "login_not_changed": (
            "यह बदला नहीं जा सका कि आपके साइन इन करने पर Noteworthy शुरू हो या नहीं: {reason}। इसे ठीक करके फिर से कोशिश करें।"
        ),
        "global_key_taken": (
            "{key} किसी दूसरे प्रोग्राम के पास है, इसलिए इस विंडो के बाहर वह कुंजी मूल्य नहीं दोहराती। उसे वहाँ ख़ाली करें, या सेटिंग में "
            "यह कुंजी बंद करें।"
        ),
        "global_key_lost": (
            "{key} अब इस विंडो के बाहर मूल्य नहीं दोहराती: सिस्टम ने वह कुंजी वापस ले ली। सेटिंग में उसे बंद करके फिर चालू करें।"
        ),
    },
    "tr": {
        "login_not_changed": (
            "Oturum açtığınızda Noteworthy'nin başlayıp başlamayacağı değiştirilemedi: {reason}. Bunu düzeltip "
            "yeniden deneyin."
        ),
        "global_key_taken": (
            "{key} başka bir programda; bu yüzden o tuş bu pencerenin dışında değeri yinelemiyor. Onu orada boşaltın "
            "ya da ayarlarda bu tuşu kapatın."
        ),
        "global_key_lost": (
            "{key} artık bu pencerenin dışında değeri yinelemiyor: sistem o tuşu geri aldı. Ayarlarda kapatıp "
            "yeniden açın."
        ),
    },
    "ru": {
        "login_not_changed": (
            "Не удалось изменить, запускается ли Noteworthy при входе в систему: {reason}. Исправьте это и попробуйте "
            "ещё раз."
        ),
        "global_key_taken": (
            "Клавиша {key} занята другой программой и вне этого окна не повторяет сумму. Освободите её там или "
            "отключите эту клавишу в настройках."
        ),
        "global_key_lost": (
            "Клавиша {key} больше не повторяет сумму вне этого окна: система её отобрала. Выключите и снова "
            "включите её в настройках."
        ),
    },
    "id": {
        "login_not_changed": (
            "Tidak dapat diubah apakah Noteworthy mulai saat Anda masuk: {reason}. Perbaiki hal itu, lalu coba lagi."
        ),
        "global_key_taken": (
            "Program lain memakai {key}, jadi tombol itu tidak mengulangi nilai di luar jendela ini. Bebaskan di sana, "
            "atau matikan tombol itu di pengaturan."
        ),
        "global_key_lost": (
            "{key} tidak lagi mengulangi nilai di luar jendela ini: sistem mengambil tombol itu. Matikan lalu "
            "nyalakan lagi di pengaturan."
        ),
    },
    "ar": {
        "login_not_changed": (
            "تعذّر تغيير ما إذا كان Noteworthy يبدأ عند تسجيل دخولك: {reason}. أصلح ذلك ثم حاول مرة أخرى."
        ),
        "global_key_taken": (
            "يستخدم برنامج آخر المفتاح {key}، لذا لا يعيد هذا المفتاح القيمة خارج هذه النافذة. حرّره هناك، أو أوقف "
            "المفتاح من الإعدادات."
        ),
        "global_key_lost": (
            "لم يعد {key} يعيد القيمة خارج هذه النافذة: سحب النظام هذا المفتاح. أوقفه ثم شغّله من جديد في الإعدادات."
        ),
    },
}
