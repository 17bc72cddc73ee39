"""What the window says of what was asked for in it, in all languages."""

WINDOW: dict[str, dict[str, str]] = {
    "en": {
        "goodbye": "Goodbye.",
        "not_stored": "Your choice holds until Noteworthy ends, but could not be stored: {reason}.",
        "second_start": (
            "Noteworthy is already running. Its window is in front now. What this start asked for was not used."
        ),
        "second_start_unanswered": "Noteworthy is already running, but does not answer. End it, then start it again.",
        "text_size": "Text {number} percent",
        "copied": "Copied.",
        "saved": "Saved as {name}.",
        "not_saved": "Not saved: {reason}. Choose another place.",
        "only_currency": "Only {currency}.",
        "currency_not_found": "No currency was found for {text}.",
        "usual_currencies": "All usual ones are on.",
    },
    "es": {
        "goodbye": "Hasta luego.",
        "not_stored": "Su elección vale hasta que Noteworthy termine, pero no se pudo guardar: {reason}.",
        "second_start": (
            "Noteworthy ya está en marcha. Su ventana está ahora delante. Lo que pedía este arranque no se ha usado."
        ),
        "second_start_unanswered": "Noteworthy ya está en marcha, pero no responde. Ciérrelo y ábralo de nuevo.",
        "text_size": "Texto al {number} por ciento",
        "copied": "Copiado.",
        "saved": "Guardado como {name}.",
        "not_saved": "No se guardó: {reason}. Elija otro lugar.",
        "only_currency": "Solo {currency}.",
        "currency_not_found": "No se encontró ninguna moneda para {text}.",
        "usual_currencies": "Todas las habituales están activadas.",
    },
    "de": {
        "goodbye": "Auf Wiederhören.",
        "not_stored": "Ihre Wahl gilt, bis Noteworthy endet, konnte aber nicht gespeichert werden: {reason}.",
        "second_start": (
            "Noteworthy läuft schon. Sein Fenster ist jetzt vorn. Was dieser Start verlangte, wurde nicht verwendet."
        ),
        "second_start_unanswered": (
            "Noteworthy läuft schon, antwortet aber nicht. Beenden Sie es, und starten Sie es neu."
        ),
        "text_size": "Text {number} Prozent",
        "copied": "Kopiert.",
        "saved": "Gespeichert als {name}.",
        "not_saved": "Nicht gespeichert: {reason}. Wählen Sie einen anderen Ort.",
        "only_currency": "Nur {currency}.",
        "currency_not_found": "Zu {text} wurde keine Währung gefunden.",
        "usual_currencies": "Alle üblichen sind an.",
    },
    "fr": {
        "goodbye": "Au revoir.",
        "not_stored": "Votre choix vaut jusqu'à la fin de Noteworthy, mais n'a pas pu être enregistré : {reason}.",
        "second_start": (
            "Noteworthy est déjà ouvert. Sa fenêtre est maintenant au premier plan. Ce que demandait ce "
            "lancement n'a pas été utilisé."
        ),
        "second_start_unanswered": "Noteworthy est déjà ouvert, mais ne répond pas. Fermez-le, puis relancez-le.",
        "text_size": "Texte à {number} pour cent",
        "copied": "Copié.",
        "saved": "Enregistré sous {name}.",
        "not_saved": "Non enregistré : {reason}. Choisissez un autre endroit.",
        "only_currency": "Seulement {currency}.",
        "currency_not_found": "Aucune devise trouvée pour {text}.",
        "usual_currencies": "Toutes les habituelles sont activées.",
    },
    "pt": {
        "goodbye": "Até logo.",
        "not_stored": "Sua escolha vale até o Noteworthy terminar, mas não pôde ser salva: {reason}.",
        "second_start": (
            "O Noteworthy já está aberto. A janela dele está agora na frente. O que este início pedia não foi usado."
        ),
        "second_start_unanswered": "O Noteworthy já está aberto, mas não responde. Feche-o e abra-o de novo.",
        "text_size": "Texto em {number} por cento",
        "copied": "Copiado.",
        "saved": "Salvo como {name}.",
        "not_saved": "Não foi salvo: {reason}. Escolha outro lugar.",
        "only_currency": "Só {currency}.",
        "currency_not_found": "Nenhuma moeda foi encontrada para {text}.",
        "usual_currencies": "Todas as usuais estão ligadas.",
    },
    "hi": {
        "goodbye": "अलविदा।",
        "not_stored": "आपका चुनाव Noteworthy बंद होने तक रहेगा, पर सहेजा नहीं जा सका: {reason}।",
        "second_start": (
            "Noteworthy पहले से चल रहा है। उसकी विंडो अब सामने है। इस बार जो माँगा गया था, वह काम में नहीं लिया गया।"
        ),
        "second_start_unanswered": "Noteworthy पहले से चल रहा है, पर जवाब नहीं देता। उसे बंद करें, फिर दोबारा चलाएँ।",
        "text_size": "पाठ {number} प्रतिशत",
        "copied": "कॉपी हो गया।",
        "saved": "{name} नाम से सहेजा गया।",
        "not_saved": "नहीं सहेजा गया: {reason}। दूसरी जगह चुनें।",
        "only_currency": "केवल {currency}।",
        "currency_not_found": "{text} के लिए कोई मुद्रा नहीं मिली।",
        "usual_currencies": "सभी सामान्य मुद्राएँ चालू हैं।",
    },
    "tr": {
        "goodbye": "Hoşça kalın.",
        "not_stored": "Seçiminiz Noteworthy kapanana dek geçerli, ama kaydedilemedi: {reason}.",
        "second_start": "Noteworthy zaten çalışıyor. Penceresi şimdi önde. Bu başlatmada istenenler kullanılmadı.",
        "second_start_unanswered": "Noteworthy zaten çalışıyor, ama yanıt vermiyor. Kapatın, sonra yeniden başlatın.",
        "text_size": "Yazı yüzde {number}",
        "copied": "Kopyalandı.",
        "saved": "{name} olarak kaydedildi.",
        "not_saved": "Kaydedilemedi: {reason}. Başka bir yer seçin.",
        "only_currency": "Yalnız {currency}.",
        "currency_not_found": "{text} için para birimi bulunamadı.",
        "usual_currencies": "Bütün olağanlar açık.",
    },
    "ru": {
        "goodbye": "До свидания.",
        "not_stored": "Выбор действует до выхода из Noteworthy, но сохранить его не удалось: {reason}.",
        "second_start": (
            "Noteworthy уже работает. Его окно теперь впереди. То, что было задано при этом запуске, не применено."
        ),
        "second_start_unanswered": "Noteworthy уже работает, но не отвечает. Завершите его и запустите снова.",
        "text_size": "Размер текста: {number} %",
        "copied": "Скопировано.",
        "saved": "Сохранено как {name}.",
        "not_saved": "Не сохранено: {reason}. Выберите другое место.",
        "only_currency": "Только {currency}.",
        "currency_not_found": "По запросу {text} валюта не найдена.",
        "usual_currencies": "Все обычные включены.",
    },
    "id": {
        "goodbye": "Sampai jumpa.",
        "not_stored": "Pilihan Anda berlaku sampai Noteworthy ditutup, tetapi tidak dapat disimpan: {reason}.",
        "second_start": (
            "Noteworthy sudah berjalan. Jendelanya sekarang di depan. Yang diminta saat memulai kali ini tidak dipakai."
        ),
        "second_start_unanswered": "Noteworthy sudah berjalan, tetapi tidak menjawab. Tutup, lalu jalankan lagi.",
        "text_size": "Teks {number} persen",
        "copied": "Disalin.",
        "saved": "Disimpan sebagai {name}.",
        "not_saved": "Tidak tersimpan: {reason}. Pilih tempat lain.",
        "only_currency": "Hanya {currency}.",
        "currency_not_found": "Tidak ada mata uang yang ditemukan untuk {text}.",
        "usual_currencies": "Semua yang biasa hidup.",
    },
    "ar": {
        "goodbye": "إلى اللقاء.",
        "not_stored": "اختيارك سارٍ حتى يُغلق Noteworthy، لكن تعذّر حفظه: {reason}.",
        "second_start": "برنامج Noteworthy يعمل بالفعل. نافذته الآن في المقدمة. لم يُستخدم ما طُلب في هذا التشغيل.",
        "second_start_unanswered": "برنامج Noteworthy يعمل بالفعل، لكنه لا يستجيب. أنهِه ثم شغّله من جديد.",
        "text_size": "النص {number} بالمئة",
        "copied": "تم النسخ.",
        "saved": "حُفظ باسم {name}.",
        "not_saved": "لم يُحفظ: {reason}. اختر مكاناً آخر.",
        "only_currency": "{currency} فقط.",
        "currency_not_found": "لم يُعثر على عملة لـ {text}.",
        "usual_currencies": "كل العملات المعتادة مفعّلة.",
    },
}
"""Of each language the sentences by name."""
