"""What is told when voice, sound card or recording fail, by language and code. Raised in `app/speech/`."""

TROUBLES: dict[str, dict[str, str]] = {
    "en": {
        "no_voice_library": "There is no voice: eSpeak NG is missing. Install the package espeak-ng, then start the "
        "app again.",
        "no_voice_data": "There is no voice: eSpeak NG cannot read its data. Install the package espeak-ng, or move "
        "the app to a folder with a shorter path.",
        "no_system_voice": "There is no voice: the system's speech cannot be started. Install a voice in the "
        "system's speech settings, then start the app again.",
        "voice_gave_no_sound": "The voice gave no sound for some words. If that happens often, choose another voice "
        "in the settings.",
        "voice_not_usable": "The voice {voice} cannot be used. Choose another one in the settings.",
        "no_voice_for_language": "No voice here speaks this language, so the words are said by another voice. "
        "Install one in the system's speech settings, or choose another language.",
        "voice_restarted": "The voice stopped answering. It was started again.",
        "voice_failed": "The voice fails again and again. It will be tried again from time to time; if it stays "
        "silent, choose another voice in the settings or start the app again.",
        "no_sound_card": "There is nothing to play sound on. Connect loudspeakers or headphones, or check the sound "
        "settings.",
        "sound_lost": "The sound was lost. It will come back by itself once the device is there again.",
        "sound_torn": "This computer is too busy to speak without gaps, so some words were left out. Close other "
        "programs.",
        "recording_ended": "The recording {path} has ended. Start the app again to make another one.",
        "recording_not_written": "The recording {path} cannot be written: {reason}. Choose another file.",
    },
    "de": {
        "no_voice_library": "Es gibt keine Stimme: eSpeak NG fehlt. Installieren Sie das Paket espeak-ng und "
        "starten Sie die App neu.",
        "no_voice_data": "Es gibt keine Stimme: eSpeak NG kann seine Daten nicht lesen. Installieren Sie das Paket "
        "espeak-ng oder legen Sie die App in einen Ordner mit kürzerem Pfad.",
        "no_system_voice": "Es gibt keine Stimme: Die Sprachausgabe des Systems lässt sich nicht starten. "
        "Installieren Sie in den Spracheinstellungen des Systems eine Stimme und starten Sie die App neu.",
        "voice_gave_no_sound": "Die Stimme blieb bei einigen Wörtern stumm. Wenn das öfter vorkommt, wählen Sie in "
        "den Einstellungen eine andere Stimme.",
        "voice_not_usable": "Die Stimme {voice} lässt sich nicht verwenden. Wählen Sie in den Einstellungen eine "
        "andere.",
        "no_voice_for_language": "Keine Stimme hier spricht diese Sprache, darum spricht eine andere. Installieren "
        "Sie eine in den Spracheinstellungen des Systems oder wählen Sie eine andere Sprache.",
        "voice_restarted": "Die Stimme hat nicht mehr geantwortet. Sie wurde neu gestartet.",
        "voice_failed": "Die Stimme fällt immer wieder aus. Sie wird von Zeit zu Zeit wieder versucht; bleibt sie "
        "stumm, wählen Sie in den Einstellungen eine andere oder starten Sie die App neu.",
        "no_sound_card": "Es gibt kein Gerät für den Ton. Schließen Sie Lautsprecher oder Kopfhörer an oder prüfen "
        "Sie die Toneinstellungen.",
        "sound_lost": "Der Ton ist ausgefallen. Er kommt von selbst zurück, sobald das Gerät wieder da ist.",
        "sound_torn": "Dieser Computer ist zu ausgelastet, um ohne Lücken zu sprechen; einige Wörter wurden "
        "ausgelassen. Schließen Sie andere Programme.",
        "recording_ended": "Die Aufnahme {path} ist beendet. Starten Sie die App neu, um eine weitere zu machen.",
        "recording_not_written": "Die Aufnahme {path} lässt sich nicht schreiben: {reason}. Wählen Sie eine andere "
        "Datei.",
    },
    "es": {
        "no_voice_library": "No hay voz: falta eSpeak NG. Instale el paquete espeak-ng y vuelva a abrir la aplicación.",
        "no_voice_data": "No hay voz: eSpeak NG no puede leer sus datos. Instale el paquete espeak-ng o mueva la "
        "aplicación a una carpeta con una ruta más corta.",
        "no_system_voice": "No hay voz: no se puede iniciar la voz del sistema. Instale una voz en los ajustes de "
        "voz del sistema y vuelva a abrir la aplicación.",
        "voice_gave_no_sound": "La voz no sonó con algunas palabras. Si ocurre a menudo, elija otra voz en los "
        "ajustes.",
        "voice_not_usable": "No se puede usar la voz {voice}. Elija otra en los ajustes.",
        "no_voice_for_language": "Ninguna voz de este equipo habla este idioma, así que habla otra. Instale una en "
        "los ajustes de voz del sistema o elija otro idioma.",
        "voice_restarted": "La voz dejó de responder. Se ha vuelto a iniciar.",
        "voice_failed": "La voz falla una y otra vez. Se volverá a probar de vez en cuando; si sigue en silencio, "
        "elija otra voz en los ajustes o vuelva a abrir la aplicación.",
        "no_sound_card": "No hay dónde reproducir el sonido. Conecte unos altavoces o auriculares, o revise los "
        "ajustes de sonido.",
        "sound_lost": "Se ha perdido el sonido. Volverá por sí solo cuando el dispositivo esté de nuevo.",
        "sound_torn": "Este equipo está demasiado ocupado para hablar sin cortes y se omitieron algunas palabras. "
        "Cierre otros programas.",
        "recording_ended": "La grabación {path} ha terminado. Vuelva a abrir la aplicación para hacer otra.",
        "recording_not_written": "No se puede escribir la grabación {path}: {reason}. Elija otro archivo.",
    },
    "fr": {
        "no_voice_library": "Il n’y a pas de voix : eSpeak NG est absent. Installez le paquet espeak-ng, puis "
        "relancez l’application.",
        "no_voice_data": "Il n’y a pas de voix : eSpeak NG ne peut pas lire ses données. Installez le paquet "
        "espeak-ng ou placez l’application dans un dossier au chemin plus court.",
        "no_system_voice": "Il n’y a pas de voix : la synthèse vocale du système ne démarre pas. Installez une voix "
        "dans les réglages vocaux du système, puis relancez l’application.",
        "voice_gave_no_sound": "La voix est restée muette pour certains mots. Si cela arrive souvent, choisissez "
        "une autre voix dans les réglages.",
        "voice_not_usable": "La voix {voice} ne peut pas être utilisée. Choisissez-en une autre dans les réglages.",
        "no_voice_for_language": "Aucune voix ici ne parle cette langue ; une autre voix la remplace. Installez-en "
        "une dans les réglages vocaux du système ou choisissez une autre langue.",
        "voice_restarted": "La voix ne répondait plus. Elle a été relancée.",
        "voice_failed": "La voix échoue sans cesse. Elle sera réessayée de temps en temps ; si elle reste muette, "
        "choisissez une autre voix dans les réglages ou relancez l’application.",
        "no_sound_card": "Il n’y a pas de sortie audio. Branchez des haut-parleurs ou un casque, ou vérifiez les "
        "réglages du son.",
        "sound_lost": "Le son est perdu. Il reviendra de lui-même dès que l’appareil sera de retour.",
        "sound_torn": "Cet ordinateur est trop occupé pour parler sans coupures ; des mots ont été omis. Fermez "
        "d’autres programmes.",
        "recording_ended": "L’enregistrement {path} est terminé. Relancez l’application pour en faire un autre.",
        "recording_not_written": "L’enregistrement {path} ne peut pas être écrit : {reason}. Choisissez un autre "
        "fichier.",
    },
    "pt": {
        "no_voice_library": "Não há voz: falta o eSpeak NG. Instale o pacote espeak-ng e abra o aplicativo de novo.",
        "no_voice_data": "Não há voz: o eSpeak NG não consegue ler os seus dados. Instale o pacote espeak-ng ou "
        "mova o aplicativo para uma pasta com caminho mais curto.",
        "no_system_voice": "Não há voz: não é possível iniciar a fala do sistema. Instale uma voz nas configurações "
        "de fala do sistema e abra o aplicativo de novo.",
        "voice_gave_no_sound": "A voz ficou muda em algumas palavras. Se isso acontecer muito, escolha outra voz "
        "nas configurações.",
        "voice_not_usable": "Não é possível usar a voz {voice}. Escolha outra nas configurações.",
        "no_voice_for_language": "Nenhuma voz daqui fala este idioma, por isso outra voz fala. Instale uma nas "
        "configurações de fala do sistema ou escolha outro idioma.",
        "voice_restarted": "A voz parou de responder. Ela foi iniciada de novo.",
        "voice_failed": "A voz falha repetidamente. Ela será tentada de novo de tempos em tempos; se continuar "
        "muda, escolha outra voz nas configurações ou abra o aplicativo de novo.",
        "no_sound_card": "Não há onde tocar o som. Conecte alto-falantes ou fones de ouvido, ou verifique as "
        "configurações de som.",
        "sound_lost": "O som se perdeu. Ele volta sozinho quando o dispositivo estiver disponível de novo.",
        "sound_torn": "Este computador está ocupado demais para falar sem cortes, e algumas palavras foram omitidas. "
        "Feche outros programas.",
        "recording_ended": "A gravação {path} terminou. Abra o aplicativo de novo para fazer outra.",
        "recording_not_written": "Não é possível gravar {path}: {reason}. Escolha outro arquivo.",
    },
    "hi": {
        "no_voice_library": "कोई आवाज़ नहीं है: eSpeak NG नहीं मिला। espeak-ng पैकेज इंस्टॉल करें, फिर ऐप दोबारा चालू करें।",
        "no_voice_data": "कोई आवाज़ नहीं है: eSpeak NG अपना डेटा नहीं पढ़ पा रहा। espeak-ng पैकेज "
        "इंस्टॉल करें, या ऐप को छोटे पथ वाले फ़ोल्डर में रखें।",
        "no_system_voice": "कोई आवाज़ नहीं है: सिस्टम की वाणी चालू नहीं हो पा रही। सिस्टम की वाणी "
        "सेटिंग में कोई आवाज़ इंस्टॉल करें, फिर ऐप दोबारा चालू करें।",
        "voice_gave_no_sound": "कुछ शब्दों पर आवाज़ नहीं निकली। अगर ऐसा बार-बार हो, तो सेटिंग में दूसरी आवाज़ चुनें।",
        "voice_not_usable": "आवाज़ {voice} काम में नहीं ली जा सकती। सेटिंग में दूसरी आवाज़ चुनें।",
        "no_voice_for_language": "यहाँ की कोई आवाज़ यह भाषा नहीं बोलती, इसलिए दूसरी आवाज़ बोल रही "
        "है। सिस्टम की वाणी सेटिंग में आवाज़ इंस्टॉल करें, या दूसरी भाषा चुनें।",
        "voice_restarted": "आवाज़ ने जवाब देना बंद कर दिया था। उसे फिर से चालू किया गया।",
        "voice_failed": "आवाज़ बार-बार रुक रही है। उसे बीच-बीच में फिर आज़माया जाएगा; अगर वह चुप "
        "रहे, तो सेटिंग में दूसरी आवाज़ चुनें या ऐप दोबारा चालू करें।",
        "no_sound_card": "ध्वनि बजाने के लिए कुछ नहीं है। स्पीकर या हेडफ़ोन लगाएँ, या ध्वनि सेटिंग जाँचें।",
        "sound_lost": "ध्वनि चली गई। उपकरण के लौटते ही वह अपने आप वापस आ जाएगी।",
        "sound_torn": "यह कंप्यूटर इतना व्यस्त है कि बिना रुकावट बोल नहीं पाता; कुछ शब्द छूट गए। दूसरे प्रोग्राम बंद करें।",
        "recording_ended": "रिकॉर्डिंग {path} समाप्त हो चुकी है। दूसरी बनाने के लिए ऐप दोबारा चालू करें।",
        "recording_not_written": "रिकॉर्डिंग {path} लिखी नहीं जा सकती: {reason}। दूसरी फ़ाइल चुनें।",
    },
    "tr": {
        "no_voice_library": "Ses yok: eSpeak NG bulunamadı. espeak-ng paketini kurun, sonra uygulamayı yeniden "
        "başlatın.",
        "no_voice_data": "Ses yok: eSpeak NG kendi verilerini okuyamıyor. espeak-ng paketini kurun ya da uygulamayı "
        "yolu daha kısa bir klasöre taşıyın.",
        "no_system_voice": "Ses yok: sistemin konuşma özelliği başlatılamıyor. Sistemin konuşma ayarlarından bir "
        "ses kurun, sonra uygulamayı yeniden başlatın.",
        "voice_gave_no_sound": "Bazı sözcüklerde ses çıkmadı. Bu sık olursa ayarlardan başka bir ses seçin.",
        "voice_not_usable": "{voice} sesi kullanılamıyor. Ayarlardan başka bir ses seçin.",
        "no_voice_for_language": "Buradaki hiçbir ses bu dili konuşmuyor, bu yüzden başka bir ses konuşuyor. "
        "Sistemin konuşma ayarlarından bir ses kurun ya da başka bir dil seçin.",
        "voice_restarted": "Ses yanıt vermeyi bıraktı. Yeniden başlatıldı.",
        "voice_failed": "Ses tekrar tekrar bozuluyor. Ara sıra yeniden denenecek; sessiz kalırsa ayarlardan başka "
        "bir ses seçin ya da uygulamayı yeniden başlatın.",
        "no_sound_card": "Ses çalacak bir aygıt yok. Hoparlör ya da kulaklık takın veya ses ayarlarını denetleyin.",
        "sound_lost": "Ses kesildi. Aygıt yeniden bağlanınca kendiliğinden geri gelecek.",
        "sound_torn": "Bu bilgisayar kesintisiz konuşamayacak kadar meşgul; bazı sözler atlandı. Diğer programları "
        "kapatın.",
        "recording_ended": "{path} kaydı sona erdi. Başka bir kayıt için uygulamayı yeniden başlatın.",
        "recording_not_written": "{path} kaydı yazılamıyor: {reason}. Başka bir dosya seçin.",
    },
    "ru": {
        "no_voice_library": "Голоса нет: не найден eSpeak NG. Установите пакет espeak-ng и запустите приложение снова.",
        "no_voice_data": "Голоса нет: eSpeak NG не может прочитать свои данные. Установите пакет espeak-ng или "
        "переместите приложение в папку с более коротким путём.",
        "no_system_voice": "Голоса нет: речь системы не запускается. Установите голос в настройках речи системы и "
        "запустите приложение снова.",
        "voice_gave_no_sound": "Некоторые слова не прозвучали. Если это случается часто, выберите в настройках "
        "другой голос.",
        "voice_not_usable": "Голос {voice} использовать нельзя. Выберите в настройках другой.",
        "no_voice_for_language": "Ни один голос здесь не говорит на этом языке, поэтому говорит другой. Установите "
        "голос в настройках речи системы или выберите другой язык.",
        "voice_restarted": "Голос перестал отвечать. Он запущен заново.",
        "voice_failed": "Голос отказывает снова и снова. Время от времени он будет пробоваться опять; если он "
        "молчит, выберите в настройках другой голос или запустите приложение снова.",
        "no_sound_card": "Звук не на чем воспроизвести. Подключите колонки или наушники либо проверьте настройки "
        "звука.",
        "sound_lost": "Звук пропал. Он вернётся сам, как только устройство снова появится.",
        "sound_torn": "Этот компьютер слишком занят, чтобы говорить без разрывов; часть слов пропущена. Закройте "
        "другие программы.",
        "recording_ended": "Запись {path} закончена. Чтобы сделать новую, запустите приложение снова.",
        "recording_not_written": "Запись {path} не удаётся сохранить: {reason}. Выберите другой файл.",
    },
    "id": {
        "no_voice_library": "Tidak ada suara: eSpeak NG tidak ditemukan. Pasang paket espeak-ng, lalu mulai lagi "
        "aplikasinya.",
        "no_voice_data": "Tidak ada suara: eSpeak NG tidak dapat membaca datanya. Pasang paket espeak-ng, atau "
        "pindahkan aplikasi ke folder dengan alamat yang lebih pendek.",
        "no_system_voice": "Tidak ada suara: fitur bicara sistem tidak dapat dijalankan. Pasang suara di setelan "
        "bicara sistem, lalu mulai lagi aplikasinya.",
        "voice_gave_no_sound": "Beberapa kata tidak berbunyi. Jika ini sering terjadi, pilih suara lain di setelan.",
        "voice_not_usable": "Suara {voice} tidak dapat digunakan. Pilih suara lain di setelan.",
        "no_voice_for_language": "Tidak ada suara di sini untuk bahasa ini, jadi suara lain yang berbicara. Pasang "
        "suara di setelan bicara sistem, atau pilih bahasa lain.",
        "voice_restarted": "Suara berhenti menjawab. Suara sudah dijalankan lagi.",
        "voice_failed": "Suara gagal berulang kali. Suara akan dicoba lagi sesekali; jika tetap diam, pilih suara "
        "lain di setelan atau mulai lagi aplikasinya.",
        "no_sound_card": "Tidak ada perangkat untuk memutar suara. Sambungkan pengeras suara atau earphone, atau "
        "periksa setelan suara.",
        "sound_lost": "Bunyi terputus. Bunyi akan kembali sendiri begitu perangkatnya ada lagi.",
        "sound_torn": "Komputer ini terlalu sibuk untuk berbicara tanpa terputus, jadi sebagian kata dilewatkan. Tutup "
        "program lain.",
        "recording_ended": "Rekaman {path} sudah selesai. Mulai lagi aplikasinya untuk membuat rekaman lain.",
        "recording_not_written": "Rekaman {path} tidak dapat ditulis: {reason}. Pilih berkas lain.",
    },
    "ar": {
        "no_voice_library": "لا يوجد صوت ناطق: برنامج eSpeak NG غير موجود. ثبّت الحزمة espeak-ng "
        "ثم شغّل التطبيق من جديد.",
        "no_voice_data": "لا يوجد صوت ناطق: لا يستطيع eSpeak NG قراءة بياناته. ثبّت الحزمة "
        "espeak-ng، أو انقل التطبيق إلى مجلد مساره أقصر.",
        "no_system_voice": "لا يوجد صوت ناطق: تعذّر تشغيل النطق في النظام. ثبّت صوتًا من إعدادات "
        "النطق في النظام ثم شغّل التطبيق من جديد.",
        "voice_gave_no_sound": "لم ينطق الصوت بعض الكلمات. إذا تكرر ذلك فاختر صوتًا آخر من الإعدادات.",
        "voice_not_usable": "لا يمكن استخدام الصوت {voice}. اختر صوتًا آخر من الإعدادات.",
        "no_voice_for_language": "لا يوجد هنا صوت يتكلم هذه اللغة، لذلك يتكلم صوت آخر. ثبّت صوتًا "
        "من إعدادات النطق في النظام، أو اختر لغة أخرى.",
        "voice_restarted": "توقف الصوت الناطق عن الاستجابة، وأعيد تشغيله.",
        "voice_failed": "يتعطل الصوت الناطق مرة بعد مرة. ستعاد تجربته من حين إلى آخر؛ وإذا بقي "
        "صامتًا فاختر صوتًا آخر من الإعدادات أو شغّل التطبيق من جديد.",
        "no_sound_card": "لا يوجد جهاز لتشغيل الصوت. وصّل مكبرات صوت أو سماعات، أو تحقق من إعدادات الصوت.",
        "sound_lost": "انقطع الصوت. سيعود تلقائيًا حين يتوفر الجهاز من جديد.",
        "sound_torn": "هذا الحاسوب مشغول جدًا فلا يستطيع الكلام دون تقطع، وقد أُسقطت بعض الكلمات. أغلق البرامج الأخرى.",
        "recording_ended": "انتهى التسجيل {path}. شغّل التطبيق من جديد لإنشاء تسجيل آخر.",
        "recording_not_written": "لا يمكن كتابة التسجيل {path}: {reason}. اختر ملفًا آخر.",
    },
}
