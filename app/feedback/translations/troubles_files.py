"""What goes wrong with the files of models and packs, and with what is printed, in all languages."""

TROUBLES: dict[str, dict[str, str]] = {
    "en": {
        "model_missing": "No model at {path}. Check the path given with --model.",
        "model_unreadable": "The model {path} cannot be read: {reason}. Put that right and start again.",
        "model_damaged": "{path} is not a Noteworthy model or is damaged. Get the file again.",
        "model_without_checksum": (
            "The model {path} is of an older version and has no checksum. Get a newer file, or, where this one is "
            "known to be whole, add a checksum: python scripts/seal_model.py {path}"
        ),
        "model_newer": "The model is made for a newer version. Update Noteworthy.",
        "model_metadata": "The model cannot be used: its metadata is wrong at {field}. Get the model file again.",
        "model_misfit": "The model {path} does not fit its own metadata. Get the file again, or convert it again.",
        "model_runtime": (
            "The model {path} needs {package}, which is not installed. Install it, or use the model that came with "
            "Noteworthy."
        ),
        "model_landmarks": "The landmarks in the model cannot be read. Get the model file again.",
        "pack_missing": ("No pack of a currency at {path}."),
        "pack_unreadable": ("The pack {path} cannot be read: {reason}. Put that right and start again."),
        "pack_damaged": ("{path} is not a pack of a currency or is damaged. Get the file again."),
        "pack_newer": ("The pack {path} is made for a newer version. Update Noteworthy."),
        "pack_misfit": (
            "The pack {path} is made for another model. Get the packs that came with this model, or make it again."
        ),
        "output_lost": "What the run tells can no longer be written to standard output: {reason}. The run ends.",
    },
    "es": {
        "model_missing": "No hay ningún modelo en {path}. Revise la ruta dada con --model.",
        "model_unreadable": "No se puede leer el modelo {path}: {reason}. Corríjalo y abra el programa de nuevo.",
        "model_damaged": "{path} no es un modelo de Noteworthy o está dañado. Consiga el archivo de nuevo.",
        "model_without_checksum": (
            "El modelo {path} es de una versión anterior y no tiene suma de comprobación. Consiga un archivo más "
            "nuevo o, si sabe que este está íntegro, añádale una: python scripts/seal_model.py {path}"
        ),
        "model_newer": "El modelo es para una versión más nueva. Actualice Noteworthy.",
        "model_metadata": (
            "El modelo no se puede usar: sus metadatos son incorrectos en {field}. Consiga el archivo del modelo de "
            "nuevo."
        ),
        "model_misfit": (
            "El modelo {path} no concuerda con sus propios metadatos. Consiga el archivo de nuevo o conviértalo otra "
            "vez."
        ),
        "model_runtime": (
            "El modelo {path} necesita {package}, que no está instalado. Instálelo o use el modelo que viene con "
            "Noteworthy."
        ),
        "model_landmarks": (
            "No se pueden leer los puntos de referencia del modelo. Consiga el archivo del modelo de nuevo."
        ),
        "pack_missing": ("No hay ningún paquete de moneda en {path}."),
        "pack_unreadable": ("No se puede leer el paquete {path}: {reason}. Corríjalo y abra el programa de nuevo."),
        "pack_damaged": ("{path} no es un paquete de moneda o está dañado. Consiga el archivo de nuevo."),
        "pack_newer": ("El paquete {path} es para una versión más nueva. Actualice Noteworthy."),
        "pack_misfit": (
            "El paquete {path} es para otro modelo. Consiga los paquetes de este modelo o créelo de nuevo."
        ),
        "output_lost": (
            "Lo que dice el programa ya no se puede escribir en la salida estándar: {reason}. El programa termina."
        ),
    },
    "de": {
        "model_missing": "Unter {path} liegt kein Modell. Prüfen Sie den Pfad hinter --model.",
        "model_unreadable": "Das Modell {path} ist nicht lesbar: {reason}. Beheben Sie das und starten Sie neu.",
        "model_damaged": "{path} ist kein Modell von Noteworthy oder ist beschädigt. Besorgen Sie die Datei neu.",
        "model_without_checksum": (
            "Das Modell {path} stammt von einer älteren Version und hat keine Prüfsumme. Besorgen Sie eine neuere "
            "Datei, oder geben Sie ihr eine, wenn sie sicher unbeschädigt ist: python scripts/seal_model.py {path}"
        ),
        "model_newer": "Das Modell ist für eine neuere Version gemacht. Aktualisieren Sie Noteworthy.",
        "model_metadata": (
            "Das Modell ist nicht brauchbar: Seine Metadaten sind bei {field} falsch. Besorgen Sie die Modelldatei neu."
        ),
        "model_misfit": (
            "Das Modell {path} passt nicht zu seinen eigenen Metadaten. Besorgen oder konvertieren Sie die Datei neu."
        ),
        "model_runtime": (
            "Das Modell {path} braucht {package}, das nicht installiert ist. Installieren Sie es, oder nehmen Sie das "
            "Modell, das mit Noteworthy kam."
        ),
        "model_landmarks": ("Die Merkmale des Drucks im Modell sind nicht lesbar. Besorgen Sie die Modelldatei neu."),
        "pack_missing": ("Kein Währungspaket unter {path}."),
        "pack_unreadable": (
            "Das Währungspaket {path} ist nicht lesbar: {reason}. Beheben Sie das und starten Sie neu."
        ),
        "pack_damaged": ("{path} ist kein Währungspaket oder ist beschädigt. Besorgen Sie die Datei neu."),
        "pack_newer": ("Das Währungspaket {path} ist für eine neuere Version gemacht. Aktualisieren Sie Noteworthy."),
        "pack_misfit": (
            "Das Währungspaket {path} gehört zu einem anderen Modell. Besorgen Sie die Pakete dieses Modells, oder "
            "erzeugen Sie es neu."
        ),
        "output_lost": (
            "Was der Lauf sagt, lässt sich nicht mehr in die Standardausgabe schreiben: {reason}. Der Lauf endet."
        ),
    },
    "fr": {
        "model_missing": "Aucun modèle à {path}. Vérifiez le chemin donné avec --model.",
        "model_unreadable": "Le modèle {path} ne peut pas être lu : {reason}. Corrigez cela et relancez.",
        "model_damaged": (
            "{path} n'est pas un modèle de Noteworthy ou est endommagé. Procurez-vous de nouveau le fichier."
        ),
        "model_without_checksum": (
            "Le modèle {path} vient d'une version plus ancienne et n'a pas de somme de contrôle. Procurez-vous un "
            "fichier plus récent ou, si vous le savez intact, ajoutez-lui-en une : python scripts/seal_model.py {path}"
        ),
        "model_newer": "Le modèle est fait pour une version plus récente. Mettez Noteworthy à jour.",
        "model_metadata": (
            "Le modèle est inutilisable : ses métadonnées sont fausses à {field}. Procurez-vous de nouveau le fichier "
            "du modèle."
        ),
        "model_misfit": (
            "Le modèle {path} ne correspond pas à ses propres métadonnées. Procurez-vous de nouveau le fichier ou "
            "convertissez-le encore."
        ),
        "model_runtime": (
            "Le modèle {path} a besoin de {package}, qui n'est pas installé. Installez-le, ou prenez le modèle fourni "
            "avec Noteworthy."
        ),
        "model_landmarks": (
            "Les points de repère du modèle ne peuvent pas être lus. Procurez-vous de nouveau le fichier du modèle."
        ),
        "pack_missing": ("Il n'y a pas de paquet de monnaie à {path}."),
        "pack_unreadable": ("Le paquet {path} est illisible : {reason}. Corrigez cela et relancez le programme."),
        "pack_damaged": (
            "{path} n'est pas un paquet de monnaie ou est endommagé. Procurez-vous de nouveau le fichier."
        ),
        "pack_newer": ("Le paquet {path} est fait pour une version plus récente. Mettez Noteworthy à jour."),
        "pack_misfit": (
            "Le paquet {path} est fait pour un autre modèle. Procurez-vous les paquets de ce modèle, ou recréez-le."
        ),
        "output_lost": (
            "Ce que dit le programme ne peut plus être écrit sur la sortie standard : {reason}. Le programme s'arrête."
        ),
    },
    "pt": {
        "model_missing": "Não há modelo em {path}. Verifique o caminho dado com --model.",
        "model_unreadable": "O modelo {path} não pode ser lido: {reason}. Corrija isso e abra o programa de novo.",
        "model_damaged": "{path} não é um modelo do Noteworthy ou está danificado. Obtenha o arquivo de novo.",
        "model_without_checksum": (
            "O modelo {path} é de uma versão mais antiga e não tem soma de verificação. Obtenha um arquivo mais novo "
            "ou, se souber que este está íntegro, acrescente uma: python scripts/seal_model.py {path}"
        ),
        "model_newer": "O modelo é para uma versão mais nova. Atualize o Noteworthy.",
        "model_metadata": (
            "O modelo não pode ser usado: os metadados estão errados em {field}. Obtenha o arquivo do modelo de novo."
        ),
        "model_misfit": (
            "O modelo {path} não combina com os próprios metadados. Obtenha o arquivo de novo ou converta-o outra vez."
        ),
        "model_runtime": (
            "O modelo {path} precisa de {package}, que não está instalado. Instale-o ou use o modelo que vem com o "
            "Noteworthy."
        ),
        "model_landmarks": (
            "Os pontos de referência do modelo não podem ser lidos. Obtenha o arquivo do modelo de novo."
        ),
        "pack_missing": ("Não há pacote de moeda em {path}."),
        "pack_unreadable": ("Não é possível ler o pacote {path}: {reason}. Corrija isso e abra o programa de novo."),
        "pack_damaged": ("{path} não é um pacote de moeda ou está danificado. Obtenha o arquivo de novo."),
        "pack_newer": ("O pacote {path} é para uma versão mais nova. Atualize o Noteworthy."),
        "pack_misfit": ("O pacote {path} é para outro modelo. Obtenha os pacotes deste modelo ou crie-o de novo."),
        "output_lost": "O que o programa diz já não pode ser escrito na saída padrão: {reason}. O programa termina.",
    },
    "hi": {
        "model_missing": "{path} पर कोई मॉडल नहीं है। --model के साथ दिया गया पथ जाँचें।",
        "model_unreadable": "मॉडल {path} पढ़ा नहीं जा सकता: {reason}। इसे ठीक करके फिर से शुरू करें।",
        "model_damaged": "{path} Noteworthy का मॉडल नहीं है या ख़राब है। फ़ाइल फिर से लें।",
        "model_without_checksum": (
            "मॉडल {path} पुराने संस्करण का है और उसमें जाँच-योग नहीं है। नई फ़ाइल लें, या अगर यह निश्चित रूप से ठीक है तो "
            "जाँच-योग जोड़ें: python scripts/seal_model.py {path}"
        ),
        "model_newer": "मॉडल नए संस्करण के लिए बना है। Noteworthy को अपडेट करें।",
        "model_metadata": "मॉडल काम नहीं आ सकता: उसके विवरण में {field} ग़लत है। मॉडल की फ़ाइल फिर से लें।",
        "model_misfit": "मॉडल {path} अपने ही विवरण से मेल नहीं खाता। फ़ाइल फिर से लें या उसे फिर से बनाएँ।",
        "model_runtime": (
            "मॉडल {path} के लिए {package} चाहिए, जो इंस्टॉल नहीं है। उसे इंस्टॉल करें, या Noteworthy के साथ आया मॉडल चुनें।"
        ),
        "model_landmarks": "मॉडल में छपाई के चिह्न पढ़े नहीं जा सकते। मॉडल की फ़ाइल फिर से लें।",
        "pack_missing": ("{path} पर किसी मुद्रा का पैक नहीं है।"),
        "pack_unreadable": ("पैक {path} पढ़ा नहीं जा सकता: {reason}। इसे ठीक करके फिर से शुरू करें।"),
        "pack_damaged": ("{path} किसी मुद्रा का पैक नहीं है या ख़राब है। फ़ाइल फिर से लें।"),
        "pack_newer": ("पैक {path} नए संस्करण के लिए बना है। Noteworthy को अपडेट करें।"),
        "pack_misfit": ("पैक {path} किसी दूसरे मॉडल के लिए बना है। इस मॉडल के साथ आए पैक लें या इसे फिर से बनाएँ।"),
        "output_lost": ("प्रोग्राम जो बताता है वह अब मानक आउटपुट में लिखा नहीं जा सकता: {reason}। प्रोग्राम बंद होता है।"),
    },
    "tr": {
        "model_missing": "{path} yolunda model yok. --model ile verilen yolu denetleyin.",
        "model_unreadable": "{path} modeli okunamıyor: {reason}. Bunu düzeltip yeniden başlatın.",
        "model_damaged": "{path} bir Noteworthy modeli değil ya da bozuk. Dosyayı yeniden edinin.",
        "model_without_checksum": (
            "{path} modeli eski bir sürümden ve sağlama toplamı yok. Daha yeni bir dosya edinin ya da sağlam "
            "olduğundan eminseniz bir toplam ekleyin: python scripts/seal_model.py {path}"
        ),
        "model_newer": "Model daha yeni bir sürüm için yapılmış. Noteworthy'yi güncelleyin.",
        "model_metadata": ("Model kullanılamıyor: bilgilerinde {field} alanı yanlış. Model dosyasını yeniden edinin."),
        "model_misfit": "{path} modeli kendi bilgilerine uymuyor. Dosyayı yeniden edinin ya da yeniden dönüştürün.",
        "model_runtime": (
            "{path} modeli için {package} gerekiyor, ama kurulu değil. Onu kurun ya da Noteworthy ile gelen modeli "
            "kullanın."
        ),
        "model_landmarks": "Modeldeki baskı işaretleri okunamıyor. Model dosyasını yeniden edinin.",
        "pack_missing": ("{path} yolunda para birimi paketi yok."),
        "pack_unreadable": ("{path} paketi okunamıyor: {reason}. Bunu düzeltip yeniden başlatın."),
        "pack_damaged": ("{path} bir para birimi paketi değil ya da bozuk. Dosyayı yeniden edinin."),
        "pack_newer": ("{path} paketi daha yeni bir sürüm için yapılmış. Noteworthy'yi güncelleyin."),
        "pack_misfit": (
            "{path} paketi başka bir model için yapılmış. Bu modelle gelen paketleri edinin ya da paketi yeniden "
            "oluşturun."
        ),
        "output_lost": "Programın söyledikleri artık standart çıktıya yazılamıyor: {reason}. Program sona eriyor.",
    },
    "ru": {
        "model_missing": "Модели {path} нет. Проверьте путь, указанный после --model.",
        "model_unreadable": "Модель {path} не читается: {reason}. Исправьте это и запустите программу снова.",
        "model_damaged": "{path} — не модель Noteworthy, или файл повреждён. Получите его заново.",
        "model_without_checksum": (
            "Модель {path} от более старой версии, и у неё нет контрольной суммы. Получите более новый файл или, если "
            "этот точно цел, добавьте сумму: python scripts/seal_model.py {path}"
        ),
        "model_newer": "Модель сделана для более новой версии. Обновите Noteworthy.",
        "model_metadata": (
            "Модель использовать нельзя: в её описании неверно поле {field}. Получите файл модели заново."
        ),
        "model_misfit": (
            "Модель {path} не соответствует собственному описанию. Получите файл заново или преобразуйте его ещё раз."
        ),
        "model_runtime": (
            "Для модели {path} нужен {package}, а он не установлен. Установите его или возьмите модель, которая идёт "
            "с Noteworthy."
        ),
        "model_landmarks": "Приметы печати в модели не читаются. Получите файл модели заново.",
        "pack_missing": ("По пути {path} нет набора валюты."),
        "pack_unreadable": ("Набор {path} не читается: {reason}. Исправьте это и запустите программу снова."),
        "pack_damaged": ("{path} — не набор валюты, или файл повреждён. Получите его заново."),
        "pack_newer": ("Набор {path} сделан для более новой версии. Обновите Noteworthy."),
        "pack_misfit": ("Набор {path} сделан для другой модели. Получите наборы этой модели или создайте его заново."),
        "output_lost": (
            "Сообщения программы больше нельзя записать в стандартный вывод: {reason}. Программа завершается."
        ),
    },
    "id": {
        "model_missing": "Tidak ada model di {path}. Periksa jalur yang diberikan dengan --model.",
        "model_unreadable": "Model {path} tidak dapat dibaca: {reason}. Perbaiki hal itu, lalu mulai lagi.",
        "model_damaged": "{path} bukan model Noteworthy atau rusak. Ambil lagi berkasnya.",
        "model_without_checksum": (
            "Model {path} berasal dari versi lama dan tidak memiliki checksum. Ambil berkas yang lebih baru, atau, "
            "jika yang ini pasti utuh, tambahkan checksum: python scripts/seal_model.py {path}"
        ),
        "model_newer": "Model ini dibuat untuk versi yang lebih baru. Perbarui Noteworthy.",
        "model_metadata": ("Model tidak dapat dipakai: metadatanya salah pada {field}. Ambil lagi berkas modelnya."),
        "model_misfit": (
            "Model {path} tidak cocok dengan metadatanya sendiri. Ambil lagi berkasnya, atau konversikan lagi."
        ),
        "model_runtime": (
            "Model {path} memerlukan {package}, yang belum terpasang. Pasanglah, atau pakai model bawaan Noteworthy."
        ),
        "model_landmarks": "Penanda cetakan dalam model tidak dapat dibaca. Ambil lagi berkas modelnya.",
        "pack_missing": ("Tidak ada paket mata uang di {path}."),
        "pack_unreadable": ("Paket {path} tidak dapat dibaca: {reason}. Perbaiki lalu mulai lagi."),
        "pack_damaged": ("{path} bukan paket mata uang atau rusak. Ambil lagi berkasnya."),
        "pack_newer": ("Paket {path} dibuat untuk versi yang lebih baru. Perbarui Noteworthy."),
        "pack_misfit": (
            "Paket {path} dibuat untuk model lain. Ambil paket yang disertakan dengan model ini, atau buat lagi."
        ),
        "output_lost": (
            "Yang disampaikan program tidak dapat lagi ditulis ke keluaran standar: {reason}. Program berakhir."
        ),
    },
    "ar": {
        "model_missing": "لا يوجد نموذج في {path}. تحقق من المسار المعطى مع --model.",
        "model_unreadable": "تعذّرت قراءة النموذج {path}: {reason}. أصلح ذلك ثم شغّل البرنامج من جديد.",
        "model_damaged": "الملف {path} ليس نموذجًا من Noteworthy أو أنه تالف. احصل على الملف من جديد.",
        "model_without_checksum": (
            "النموذج {path} من إصدار أقدم وليس فيه مجموع تحقق. احصل على ملف أحدث، أو إن كنت متأكدًا من سلامته فأضف إليه "
            "مجموع تحقق: python scripts/seal_model.py {path}"
        ),
        "model_newer": "هذا النموذج معدّ لإصدار أحدث. حدّث Noteworthy.",
        "model_metadata": ("لا يمكن استخدام النموذج: بياناته الوصفية خاطئة عند {field}. احصل على ملف النموذج من جديد."),
        "model_misfit": ("النموذج {path} لا يوافق بياناته الوصفية. احصل على الملف من جديد أو أعد تحويله."),
        "model_runtime": (
            "يحتاج النموذج {path} إلى {package} وهو غير مثبت. ثبّته، أو استخدم النموذج المرفق مع Noteworthy."
        ),
        "model_landmarks": "تعذّرت قراءة علامات الطباعة في النموذج. احصل على ملف النموذج من جديد.",
        "pack_missing": ("لا توجد حزمة عملة في {path}."),
        "pack_unreadable": ("تعذّرت قراءة الحزمة {path}: {reason}. أصلح ذلك وابدأ من جديد."),
        "pack_damaged": ("الملف {path} ليس حزمة عملة أو أنه تالف. احصل على الملف من جديد."),
        "pack_newer": ("الحزمة {path} معدّة لإصدار أحدث. حدّث Noteworthy."),
        "pack_misfit": ("الحزمة {path} معدّة لنموذج آخر. احصل على الحزم الخاصة بهذا النموذج أو أنشئها من جديد."),
        "output_lost": "لم يعد ممكنًا كتابة ما يقوله البرنامج إلى المخرج القياسي: {reason}. ينتهي البرنامج.",
    },
}
