"""What is said of a source of frames that cannot be had or used, by code and language. See `app/trouble.py`."""

TROUBLES: dict[str, dict[str, str]] = {
    "en": {
        "source_not_found": (
            "There is no source {source}: no such file or folder. Name auto, demo, the number of a camera such "
            "as 0, the device path of a camera, a video file, a picture, a folder of pictures, or an address "
            "that begins with http://, https:// or rtsp://."
        ),
        "source_empty": (
            "No source was named. Name auto, demo, the number of a camera such as 0, the device path of a "
            "camera, a video file, a picture, a folder of pictures, or an address that begins with http://, "
            "https:// or rtsp://."
        ),
        "source_numbers": (
            "Frames a second must lie above 0 and up to 240, the seconds a picture is held above 0 and up to "
            "3600; these were {fps} and {hold_s}."
        ),
        "source_not_open": "{source} is not open. Choose it again.",
        "source_not_a_file": (
            "{path} is neither a camera nor a file that can be read to its end. Name a camera, a video, a "
            "picture or a folder."
        ),
        "file_kind_unknown": "{path} is neither a picture nor a video of a known kind. Known kinds are {kinds}.",
        "file_missing": "There is no file at {path}. Check the path.",
        "camera_cannot_open": (
            "The camera {camera} cannot be opened. Check that it is plugged in, that no other program is using "
            "it and that this program is allowed to use cameras, or choose another source."
        ),
        "camera_no_pictures": (
            "The camera {camera} opens but delivers no pictures. Check that no other program is using it, plug "
            "it in again, or choose another source."
        ),
        "camera_bad_pictures": (
            "The camera {camera} delivers pictures that cannot be used. Plug it in again, or choose another source."
        ),
        "camera_stopped": (
            "The camera {camera} stopped delivering pictures. Check that it is still plugged in and that no "
            "other program has taken it."
        ),
        "camera_failed": "The camera {camera} failed in an unexpected way. It is being tried again.",
        "camera_frozen": (
            "The picture of the camera {camera} stands still, so new notes are not seen. Plug it in again, or "
            "restart the app that sends it."
        ),
        "address_scheme": "The address {address} cannot be used. An address begins with http://, https:// or rtsp://.",
        "address_password": (
            "The address {address} cannot be used. In its user name and password write %23 for #, %2F for /, %3F "
            "for ?, %5B for [ and %5D for ]."
        ),
        "address_host": (
            "The address {address} cannot be used: the name of the machine is missing or wrong. An example is "
            "http://192.168.0.7:8080/video."
        ),
        "address_port": (
            "The address {address} cannot be used: after the colon stands a port, a number from 1 to 65535."
        ),
        "address_characters": (
            "The address {address} cannot be used: it is too long or has characters that an address cannot have. "
            "Write %20 for a space."
        ),
        "stream_unavailable": (
            "No video comes from {address}. Check the address, that the sending app is running and that both are "
            "on the same network."
        ),
        "stream_stopped": (
            "The stream from {address} stopped. Check that the sending app is still running and in reach."
        ),
        "stream_bad_pictures": (
            "What comes from {address} cannot be used as pictures. Check the address, or choose another source."
        ),
        "stream_password": (
            "{address} wants a user name and a password, or refuses these. Write them into the address: "
            "http://name:password@machine/."
        ),
        "stream_answer": "{address} answers with the error {status}. Check the address.",
        "stream_not_video": (
            "{address} is a web page, not a video. Look up the address of the video in the sending app."
        ),
        "stream_certificate": (
            "The certificate of {address} cannot be trusted. Check the address, or use one that begins with http://."
        ),
        "video_damaged": (
            "{path} cannot be played: it is damaged or of an unknown kind. Try it in another player, or convert "
            "it to MP4."
        ),
        "video_empty": "{path} holds no pictures that can be read.",
        "folder_without_pictures": (
            "There are no pictures in {path}. Put some there, or name another place; known kinds are {kinds}."
        ),
        "folder_of_damaged_pictures": "None of the pictures in {path} can be read. Check them in another program.",
        "folder_skipped": "Skipped {path}: the folder cannot be opened.",
        "picture_damaged": "{path} is not a picture that can be read. Check it in another program.",
        "picture_too_large": "The picture {path} has too many pixels. Make it smaller.",
        "picture_skipped": "Skipped {path}: not a picture that can be read.",
        "picture_skipped_too_large": "Skipped {path}: the picture has too many pixels.",
        "file_skipped": "Skipped {path}: not a file that can be read to its end.",
        "picture_kind": "This is not a picture of a known kind. Known kinds are {kinds}.",
        "picture_cut_short": "The picture is cut short. Save or send it again.",
        "picture_broken": "The picture is damaged. Save or send it again.",
        "picture_pixels": "The picture has {width} x {height} pixels, which is too many. Make it smaller.",
        "picture_overloaded": "The picture is made of too many parts. Save it again in another program.",
        "demo_specimen_missing": (
            "The demo reel needs the specimen note {path}, which is missing or damaged. Restore it, or draw all "
            "of them anew with 'python -m convert specimens'."
        ),
        "no_camera": "No camera was found. Plug one in, or choose another source.",
    },
    "es": {
        "source_not_found": (
            "No existe la fuente {source}: no hay tal archivo ni carpeta. Indique auto, demo, el número de una "
            "cámara como 0, la ruta de dispositivo de una cámara, un vídeo, una imagen, una carpeta de imágenes "
            "o una dirección que empiece por http://, https:// o rtsp://."
        ),
        "source_empty": (
            "No se indicó ninguna fuente. Indique auto, demo, el número de una cámara como 0, la ruta de "
            "dispositivo de una cámara, un vídeo, una imagen, una carpeta de imágenes o una dirección que "
            "empiece por http://, https:// o rtsp://."
        ),
        "source_numbers": (
            "Los fotogramas por segundo deben ser más de 0 y como mucho 240, y los segundos que se muestra una "
            "imagen más de 0 y como mucho 3600; eran {fps} y {hold_s}."
        ),
        "source_not_open": "{source} no está abierta. Elíjala otra vez.",
        "source_not_a_file": (
            "{path} no es una cámara ni un archivo que se pueda leer hasta el final. Indique una cámara, un "
            "vídeo, una imagen o una carpeta."
        ),
        "file_kind_unknown": (
            "{path} no es una imagen ni un vídeo de un tipo conocido. Los tipos conocidos son {kinds}."
        ),
        "file_missing": "No hay ningún archivo en {path}. Compruebe la ruta.",
        "camera_cannot_open": (
            "No se puede abrir la cámara {camera}. Compruebe que está conectada, que ningún otro programa la usa "
            "y que este programa tiene permiso para usar cámaras, o elija otra fuente."
        ),
        "camera_no_pictures": (
            "La cámara {camera} se abre pero no da imágenes. Compruebe que ningún otro programa la usa, vuelva a "
            "conectarla o elija otra fuente."
        ),
        "camera_bad_pictures": (
            "La cámara {camera} da imágenes que no se pueden usar. Vuelva a conectarla o elija otra fuente."
        ),
        "camera_stopped": (
            "La cámara {camera} dejó de dar imágenes. Compruebe que sigue conectada y que ningún otro programa "
            "la ha tomado."
        ),
        "camera_failed": "La cámara {camera} falló de forma inesperada. Se está intentando de nuevo.",
        "camera_frozen": (
            "La imagen de la cámara {camera} está congelada y no se ven billetes nuevos. Vuelva a conectarla o "
            "reinicie la aplicación que la envía."
        ),
        "address_scheme": (
            "No se puede usar la dirección {address}. Una dirección empieza por http://, https:// o rtsp://."
        ),
        "address_password": (
            "No se puede usar la dirección {address}. En el nombre de usuario y la contraseña escriba %23 en "
            "lugar de #, %2F en lugar de /, %3F en lugar de ?, %5B en lugar de [ y %5D en lugar de ]."
        ),
        "address_host": (
            "No se puede usar la dirección {address}: el nombre del equipo falta o es incorrecto. Un ejemplo es "
            "http://192.168.0.7:8080/video."
        ),
        "address_port": (
            "No se puede usar la dirección {address}: tras los dos puntos va un puerto, un número de 1 a 65535."
        ),
        "address_characters": (
            "No se puede usar la dirección {address}: es demasiado larga o tiene caracteres que una dirección no "
            "puede tener. Escriba %20 en lugar de un espacio."
        ),
        "stream_unavailable": (
            "No llega vídeo de {address}. Compruebe la dirección, que la aplicación que envía está en marcha y "
            "que ambos están en la misma red."
        ),
        "stream_stopped": (
            "El vídeo de {address} se detuvo. Compruebe que la aplicación que envía sigue en marcha y al alcance."
        ),
        "stream_bad_pictures": (
            "Lo que llega de {address} no se puede usar como imágenes. Compruebe la dirección o elija otra fuente."
        ),
        "stream_password": (
            "{address} pide un nombre de usuario y una contraseña, o rechaza estos. Escríbalos en la dirección: "
            "http://nombre:contraseña@equipo/."
        ),
        "stream_answer": "{address} responde con el error {status}. Compruebe la dirección.",
        "stream_not_video": (
            "{address} es una página web, no un vídeo. Busque la dirección del vídeo en la aplicación que lo envía."
        ),
        "stream_certificate": (
            "El certificado de {address} no es de confianza. Compruebe la dirección o use una que empiece por http://."
        ),
        "video_damaged": (
            "No se puede reproducir {path}: está dañado o es de un tipo desconocido. Pruébelo en otro "
            "reproductor o conviértalo a MP4."
        ),
        "video_empty": "{path} no contiene imágenes que se puedan leer.",
        "folder_without_pictures": (
            "No hay imágenes en {path}. Ponga alguna allí o indique otro lugar; los tipos conocidos son {kinds}."
        ),
        "folder_of_damaged_pictures": (
            "No se puede leer ninguna de las imágenes de {path}. Compruébelas en otro programa."
        ),
        "folder_skipped": "Se omitió {path}: no se puede abrir la carpeta.",
        "picture_damaged": "{path} no es una imagen que se pueda leer. Compruébela en otro programa.",
        "picture_too_large": "La imagen {path} tiene demasiados píxeles. Redúzcala.",
        "picture_skipped": "Se omitió {path}: no es una imagen que se pueda leer.",
        "picture_skipped_too_large": "Se omitió {path}: la imagen tiene demasiados píxeles.",
        "file_skipped": "Se omitió {path}: no es un archivo que se pueda leer hasta el final.",
        "picture_kind": "No es una imagen de un tipo conocido. Los tipos conocidos son {kinds}.",
        "picture_cut_short": "La imagen está incompleta. Guárdela o envíela de nuevo.",
        "picture_broken": "La imagen está dañada. Guárdela o envíela de nuevo.",
        "picture_pixels": "La imagen tiene {width} x {height} píxeles, que son demasiados. Redúzcala.",
        "picture_overloaded": "La imagen consta de demasiadas partes. Guárdela de nuevo con otro programa.",
        "demo_specimen_missing": (
            "La demostración necesita el billete de muestra {path}, que falta o está dañado. Recupérelo o "
            "dibújelos todos de nuevo con 'python -m convert specimens'."
        ),
        "no_camera": "No se encontró ninguna cámara. Conecte una o elija otra fuente.",
    },
    "de": {
        "source_not_found": (
            "Die Quelle {source} gibt es nicht: keine Datei und kein Ordner heißt so. Nennen Sie auto, demo, die "
            "Nummer einer Kamera wie 0, den Gerätepfad einer Kamera, ein Video, ein Bild, einen Ordner mit "
            "Bildern oder eine Adresse, die mit http://, https:// oder rtsp:// beginnt."
        ),
        "source_empty": (
            "Es wurde keine Quelle genannt. Nennen Sie auto, demo, die Nummer einer Kamera wie 0, den Gerätepfad "
            "einer Kamera, ein Video, ein Bild, einen Ordner mit Bildern oder eine Adresse, die mit http://, "
            "https:// oder rtsp:// beginnt."
        ),
        "source_numbers": (
            "Bilder in der Sekunde müssen über 0 und höchstens 240 sein, die Sekunden, die ein Bild gezeigt "
            "wird, über 0 und höchstens 3600; es waren {fps} und {hold_s}."
        ),
        "source_not_open": "{source} ist nicht geöffnet. Wählen Sie die Quelle noch einmal.",
        "source_not_a_file": (
            "{path} ist weder eine Kamera noch eine Datei, die sich bis zum Ende lesen lässt. Nennen Sie eine "
            "Kamera, ein Video, ein Bild oder einen Ordner."
        ),
        "file_kind_unknown": "{path} ist weder ein Bild noch ein Video einer bekannten Art. Bekannt sind {kinds}.",
        "file_missing": "Unter {path} gibt es keine Datei. Prüfen Sie den Pfad.",
        "camera_cannot_open": (
            "Die Kamera {camera} lässt sich nicht öffnen. Prüfen Sie, ob sie angesteckt ist, ob kein anderes "
            "Programm sie benutzt und ob dieses Programm Kameras benutzen darf, oder wählen Sie eine andere "
            "Quelle."
        ),
        "camera_no_pictures": (
            "Die Kamera {camera} lässt sich öffnen, liefert aber keine Bilder. Prüfen Sie, ob kein anderes "
            "Programm sie benutzt, stecken Sie sie neu an, oder wählen Sie eine andere Quelle."
        ),
        "camera_bad_pictures": (
            "Die Kamera {camera} liefert Bilder, die sich nicht verwenden lassen. Stecken Sie sie neu an, oder "
            "wählen Sie eine andere Quelle."
        ),
        "camera_stopped": (
            "Die Kamera {camera} liefert keine Bilder mehr. Prüfen Sie, ob sie noch angesteckt ist und ob kein "
            "anderes Programm sie genommen hat."
        ),
        "camera_failed": "Die Kamera {camera} hat auf unerwartete Weise versagt. Sie wird noch einmal versucht.",
        "camera_frozen": (
            "Das Bild der Kamera {camera} steht still, neue Scheine werden nicht gesehen. Stecken Sie sie neu "
            "an, oder starten Sie die App neu, die es sendet."
        ),
        "address_scheme": (
            "Die Adresse {address} lässt sich nicht verwenden. Eine Adresse beginnt mit http://, https:// oder rtsp://."
        ),
        "address_password": (
            "Die Adresse {address} lässt sich nicht verwenden. Schreiben Sie im Benutzernamen und im Passwort "
            "%23 für #, %2F für /, %3F für ?, %5B für [ und %5D für ]."
        ),
        "address_host": (
            "Die Adresse {address} lässt sich nicht verwenden: Der Name des Geräts fehlt oder ist falsch. Ein "
            "Beispiel ist http://192.168.0.7:8080/video."
        ),
        "address_port": (
            "Die Adresse {address} lässt sich nicht verwenden: Nach dem Doppelpunkt steht ein Port, eine Zahl "
            "von 1 bis 65535."
        ),
        "address_characters": (
            "Die Adresse {address} lässt sich nicht verwenden: Sie ist zu lang oder enthält Zeichen, die in "
            "keiner Adresse stehen dürfen. Schreiben Sie %20 für ein Leerzeichen."
        ),
        "stream_unavailable": (
            "Von {address} kommt kein Video. Prüfen Sie die Adresse, ob die sendende App läuft und ob beide im "
            "selben Netz sind."
        ),
        "stream_stopped": (
            "Das Video von {address} ist abgebrochen. Prüfen Sie, ob die sendende App noch läuft und erreichbar ist."
        ),
        "stream_bad_pictures": (
            "Was von {address} kommt, lässt sich nicht als Bild verwenden. Prüfen Sie die Adresse, oder wählen "
            "Sie eine andere Quelle."
        ),
        "stream_password": (
            "{address} verlangt Benutzernamen und Passwort oder weist diese ab. Schreiben Sie beides in die "
            "Adresse: http://name:passwort@gerät/."
        ),
        "stream_answer": "{address} antwortet mit dem Fehler {status}. Prüfen Sie die Adresse.",
        "stream_not_video": (
            "{address} ist eine Webseite und kein Video. Sehen Sie in der sendenden App nach, wie die Adresse "
            "des Videos lautet."
        ),
        "stream_certificate": (
            "Dem Zertifikat von {address} ist nicht zu trauen. Prüfen Sie die Adresse, oder nehmen Sie eine, die "
            "mit http:// beginnt."
        ),
        "video_damaged": (
            "{path} lässt sich nicht abspielen: Die Datei ist beschädigt oder von unbekannter Art. Versuchen Sie "
            "es mit einem anderen Programm, oder wandeln Sie sie in MP4 um."
        ),
        "video_empty": "{path} enthält keine Bilder, die sich lesen lassen.",
        "folder_without_pictures": (
            "In {path} liegen keine Bilder. Legen Sie welche hinein, oder nennen Sie einen anderen Ort; bekannt "
            "sind {kinds}."
        ),
        "folder_of_damaged_pictures": (
            "Keines der Bilder in {path} lässt sich lesen. Prüfen Sie sie in einem anderen Programm."
        ),
        "folder_skipped": "{path} übersprungen: Der Ordner lässt sich nicht öffnen.",
        "picture_damaged": "{path} ist kein Bild, das sich lesen lässt. Prüfen Sie es in einem anderen Programm.",
        "picture_too_large": "Das Bild {path} hat zu viele Pixel. Verkleinern Sie es.",
        "picture_skipped": "{path} übersprungen: kein Bild, das sich lesen lässt.",
        "picture_skipped_too_large": "{path} übersprungen: Das Bild hat zu viele Pixel.",
        "file_skipped": "{path} übersprungen: keine Datei, die sich bis zum Ende lesen lässt.",
        "picture_kind": "Das ist kein Bild einer bekannten Art. Bekannt sind {kinds}.",
        "picture_cut_short": "Das Bild ist abgeschnitten. Speichern oder senden Sie es noch einmal.",
        "picture_broken": "Das Bild ist beschädigt. Speichern oder senden Sie es noch einmal.",
        "picture_pixels": "Das Bild hat {width} x {height} Pixel, das sind zu viele. Verkleinern Sie es.",
        "picture_overloaded": "Das Bild besteht aus zu vielen Teilen. Speichern Sie es in einem anderen Programm neu.",
        "demo_specimen_missing": (
            "Die Vorführung braucht den Musterschein {path}, der fehlt oder beschädigt ist. Stellen Sie ihn "
            "wieder her, oder zeichnen Sie alle neu mit 'python -m convert specimens'."
        ),
        "no_camera": "Es wurde keine Kamera gefunden. Stecken Sie eine an, oder wählen Sie eine andere Quelle.",
    },
    "fr": {
        "source_not_found": (
            "La source {source} n'existe pas : aucun fichier ni dossier de ce nom. Indiquez auto, demo, le "
            "numéro d'une caméra comme 0, le chemin de périphérique d'une caméra, une vidéo, une image, un "
            "dossier d'images ou une adresse qui commence par http://, https:// ou rtsp://."
        ),
        "source_empty": (
            "Aucune source n'a été indiquée. Indiquez auto, demo, le numéro d'une caméra comme 0, le chemin de "
            "périphérique d'une caméra, une vidéo, une image, un dossier d'images ou une adresse qui commence "
            "par http://, https:// ou rtsp://."
        ),
        "source_numbers": (
            "Les images par seconde doivent être au-dessus de 0 et au plus 240, les secondes d'affichage d'une "
            "image au-dessus de 0 et au plus 3600 ; c'était {fps} et {hold_s}."
        ),
        "source_not_open": "{source} n'est pas ouverte. Choisissez-la de nouveau.",
        "source_not_a_file": (
            "{path} n'est ni une caméra ni un fichier qui se lit jusqu'au bout. Indiquez une caméra, une vidéo, "
            "une image ou un dossier."
        ),
        "file_kind_unknown": "{path} n'est ni une image ni une vidéo d'un type connu. Les types connus sont {kinds}.",
        "file_missing": "Il n'y a pas de fichier à {path}. Vérifiez le chemin.",
        "camera_cannot_open": (
            "La caméra {camera} ne s'ouvre pas. Vérifiez qu'elle est branchée, qu'aucun autre programme ne "
            "l'utilise et que ce programme a le droit d'utiliser les caméras, ou choisissez une autre source."
        ),
        "camera_no_pictures": (
            "La caméra {camera} s'ouvre mais ne donne pas d'images. Vérifiez qu'aucun autre programme ne "
            "l'utilise, rebranchez-la ou choisissez une autre source."
        ),
        "camera_bad_pictures": (
            "La caméra {camera} donne des images inutilisables. Rebranchez-la ou choisissez une autre source."
        ),
        "camera_stopped": (
            "La caméra {camera} ne donne plus d'images. Vérifiez qu'elle est toujours branchée et qu'aucun autre "
            "programme ne l'a prise."
        ),
        "camera_failed": "La caméra {camera} a échoué de façon inattendue. Un nouvel essai est en cours.",
        "camera_frozen": (
            "L'image de la caméra {camera} est figée, les nouveaux billets ne sont pas vus. Rebranchez-la ou "
            "redémarrez l'application qui l'envoie."
        ),
        "address_scheme": (
            "L'adresse {address} est inutilisable. Une adresse commence par http://, https:// ou rtsp://."
        ),
        "address_password": (
            "L'adresse {address} est inutilisable. Dans le nom d'utilisateur et le mot de passe, écrivez %23 "
            "pour #, %2F pour /, %3F pour ?, %5B pour [ et %5D pour ]."
        ),
        "address_host": (
            "L'adresse {address} est inutilisable : le nom de la machine manque ou est faux. Un exemple est "
            "http://192.168.0.7:8080/video."
        ),
        "address_port": (
            "L'adresse {address} est inutilisable : après les deux-points vient un port, un nombre de 1 à 65535."
        ),
        "address_characters": (
            "L'adresse {address} est inutilisable : elle est trop longue ou contient des caractères qu'une "
            "adresse ne peut pas avoir. Écrivez %20 pour une espace."
        ),
        "stream_unavailable": (
            "Aucune vidéo ne vient de {address}. Vérifiez l'adresse, que l'application qui envoie est en marche "
            "et que les deux sont sur le même réseau."
        ),
        "stream_stopped": (
            "La vidéo de {address} s'est arrêtée. Vérifiez que l'application qui envoie est toujours en marche "
            "et à portée."
        ),
        "stream_bad_pictures": (
            "Ce qui vient de {address} n'est pas utilisable comme images. Vérifiez l'adresse ou choisissez une "
            "autre source."
        ),
        "stream_password": (
            "{address} demande un nom d'utilisateur et un mot de passe, ou refuse ceux-ci. Écrivez-les dans "
            "l'adresse : http://nom:motdepasse@machine/."
        ),
        "stream_answer": "{address} répond par l'erreur {status}. Vérifiez l'adresse.",
        "stream_not_video": (
            "{address} est une page web, pas une vidéo. Cherchez l'adresse de la vidéo dans l'application qui l'envoie."
        ),
        "stream_certificate": (
            "Le certificat de {address} n'est pas digne de confiance. Vérifiez l'adresse ou prenez-en une qui "
            "commence par http://."
        ),
        "video_damaged": (
            "{path} ne peut pas être lu : le fichier est abîmé ou d'un type inconnu. Essayez un autre lecteur ou "
            "convertissez-le en MP4."
        ),
        "video_empty": "{path} ne contient pas d'images lisibles.",
        "folder_without_pictures": (
            "Il n'y a pas d'images dans {path}. Mettez-en, ou indiquez un autre endroit ; les types connus sont "
            "{kinds}."
        ),
        "folder_of_damaged_pictures": (
            "Aucune des images de {path} n'est lisible. Vérifiez-les dans un autre programme."
        ),
        "folder_skipped": "{path} est passé : le dossier ne s'ouvre pas.",
        "picture_damaged": "{path} n'est pas une image lisible. Vérifiez-la dans un autre programme.",
        "picture_too_large": "L'image {path} a trop de pixels. Réduisez-la.",
        "picture_skipped": "{path} est passé : ce n'est pas une image lisible.",
        "picture_skipped_too_large": "{path} est passé : l'image a trop de pixels.",
        "file_skipped": "{path} est passé : ce n'est pas un fichier qui se lit jusqu'au bout.",
        "picture_kind": "Ce n'est pas une image d'un type connu. Les types connus sont {kinds}.",
        "picture_cut_short": "L'image est tronquée. Enregistrez-la ou envoyez-la de nouveau.",
        "picture_broken": "L'image est abîmée. Enregistrez-la ou envoyez-la de nouveau.",
        "picture_pixels": "L'image a {width} x {height} pixels, c'est trop. Réduisez-la.",
        "picture_overloaded": (
            "L'image se compose de trop de parties. Enregistrez-la de nouveau avec un autre programme."
        ),
        "demo_specimen_missing": (
            "La démonstration a besoin du billet spécimen {path}, qui manque ou est abîmé. Rétablissez-le, ou "
            "redessinez-les tous avec 'python -m convert specimens'."
        ),
        "no_camera": "Aucune caméra n'a été trouvée. Branchez-en une ou choisissez une autre source.",
    },
    "pt": {
        "source_not_found": (
            "A fonte {source} não existe: não há arquivo nem pasta com esse nome. Indique auto, demo, o número "
            "de uma câmera como 0, o caminho de dispositivo de uma câmera, um vídeo, uma imagem, uma pasta de "
            "imagens ou um endereço que comece com http://, https:// ou rtsp://."
        ),
        "source_empty": (
            "Nenhuma fonte foi indicada. Indique auto, demo, o número de uma câmera como 0, o caminho de "
            "dispositivo de uma câmera, um vídeo, uma imagem, uma pasta de imagens ou um endereço que comece com "
            "http://, https:// ou rtsp://."
        ),
        "source_numbers": (
            "Os quadros por segundo devem ser mais de 0 e no máximo 240, e os segundos que uma imagem é mostrada "
            "mais de 0 e no máximo 3600; eram {fps} e {hold_s}."
        ),
        "source_not_open": "{source} não está aberta. Escolha-a de novo.",
        "source_not_a_file": (
            "{path} não é uma câmera nem um arquivo que se possa ler até o fim. Indique uma câmera, um vídeo, "
            "uma imagem ou uma pasta."
        ),
        "file_kind_unknown": (
            "{path} não é uma imagem nem um vídeo de um tipo conhecido. Os tipos conhecidos são {kinds}."
        ),
        "file_missing": "Não há arquivo em {path}. Verifique o caminho.",
        "camera_cannot_open": (
            "A câmera {camera} não pode ser aberta. Verifique se está conectada, se nenhum outro programa a está "
            "usando e se este programa tem permissão para usar câmeras, ou escolha outra fonte."
        ),
        "camera_no_pictures": (
            "A câmera {camera} abre mas não envia imagens. Verifique se nenhum outro programa a está usando, "
            "conecte-a de novo ou escolha outra fonte."
        ),
        "camera_bad_pictures": (
            "A câmera {camera} envia imagens que não podem ser usadas. Conecte-a de novo ou escolha outra fonte."
        ),
        "camera_stopped": (
            "A câmera {camera} parou de enviar imagens. Verifique se ainda está conectada e se nenhum outro "
            "programa a tomou."
        ),
        "camera_failed": "A câmera {camera} falhou de forma inesperada. Está sendo tentada de novo.",
        "camera_frozen": (
            "A imagem da câmera {camera} está parada, e notas novas não são vistas. Conecte-a de novo ou "
            "reinicie o aplicativo que a envia."
        ),
        "address_scheme": (
            "O endereço {address} não pode ser usado. Um endereço começa com http://, https:// ou rtsp://."
        ),
        "address_password": (
            "O endereço {address} não pode ser usado. No nome de usuário e na senha escreva %23 em vez de #, %2F "
            "em vez de /, %3F em vez de ?, %5B em vez de [ e %5D em vez de ]."
        ),
        "address_host": (
            "O endereço {address} não pode ser usado: o nome da máquina falta ou está errado. Um exemplo é "
            "http://192.168.0.7:8080/video."
        ),
        "address_port": (
            "O endereço {address} não pode ser usado: depois dos dois-pontos vem uma porta, um número de 1 a 65535."
        ),
        "address_characters": (
            "O endereço {address} não pode ser usado: é longo demais ou tem caracteres que um endereço não pode "
            "ter. Escreva %20 em vez de um espaço."
        ),
        "stream_unavailable": (
            "Não vem vídeo de {address}. Verifique o endereço, se o aplicativo que envia está em execução e se "
            "ambos estão na mesma rede."
        ),
        "stream_stopped": (
            "O vídeo de {address} parou. Verifique se o aplicativo que envia ainda está em execução e ao alcance."
        ),
        "stream_bad_pictures": (
            "O que vem de {address} não pode ser usado como imagens. Verifique o endereço ou escolha outra fonte."
        ),
        "stream_password": (
            "{address} pede um nome de usuário e uma senha, ou recusa estes. Escreva-os no endereço: "
            "http://nome:senha@máquina/."
        ),
        "stream_answer": "{address} responde com o erro {status}. Verifique o endereço.",
        "stream_not_video": (
            "{address} é uma página da web, não um vídeo. Procure o endereço do vídeo no aplicativo que o envia."
        ),
        "stream_certificate": (
            "O certificado de {address} não é confiável. Verifique o endereço ou use um que comece com http://."
        ),
        "video_damaged": (
            "{path} não pode ser reproduzido: está danificado ou é de um tipo desconhecido. Tente em outro "
            "reprodutor ou converta-o para MP4."
        ),
        "video_empty": "{path} não contém imagens que se possam ler.",
        "folder_without_pictures": (
            "Não há imagens em {path}. Coloque algumas lá ou indique outro lugar; os tipos conhecidos são {kinds}."
        ),
        "folder_of_damaged_pictures": "Nenhuma das imagens em {path} pode ser lida. Verifique-as em outro programa.",
        "folder_skipped": "{path} foi ignorada: a pasta não pode ser aberta.",
        "picture_damaged": "{path} não é uma imagem que se possa ler. Verifique-a em outro programa.",
        "picture_too_large": "A imagem {path} tem pixels demais. Reduza-a.",
        "picture_skipped": "{path} foi ignorado: não é uma imagem que se possa ler.",
        "picture_skipped_too_large": "{path} foi ignorado: a imagem tem pixels demais.",
        "file_skipped": "{path} foi ignorado: não é um arquivo que se possa ler até o fim.",
        "picture_kind": "Isto não é uma imagem de um tipo conhecido. Os tipos conhecidos são {kinds}.",
        "picture_cut_short": "A imagem está incompleta. Salve-a ou envie-a de novo.",
        "picture_broken": "A imagem está danificada. Salve-a ou envie-a de novo.",
        "picture_pixels": "A imagem tem {width} x {height} pixels, o que é demais. Reduza-a.",
        "picture_overloaded": "A imagem é feita de partes demais. Salve-a de novo em outro programa.",
        "demo_specimen_missing": (
            "A demonstração precisa da nota de amostra {path}, que falta ou está danificada. Restaure-a ou "
            "desenhe todas de novo com 'python -m convert specimens'."
        ),
        "no_camera": "Nenhuma câmera foi encontrada. Conecte uma ou escolha outra fonte.",
    },
    "hi": {
        "source_not_found": (
            "{source} नाम का कोई स्रोत नहीं है: ऐसी कोई फ़ाइल या फ़ोल्डर नहीं। auto, demo, कैमरे की संख्या जैसे "
            "0, कैमरे का डिवाइस पथ, कोई वीडियो, कोई तस्वीर, तस्वीरों का फ़ोल्डर, या http://, https:// या rtsp:// "
            "से शुरू होने वाला पता बताइए।"
        ),
        "source_empty": (
            "कोई स्रोत नहीं बताया गया। auto, demo, कैमरे की संख्या जैसे 0, कैमरे का डिवाइस पथ, कोई वीडियो, कोई "
            "तस्वीर, तस्वीरों का फ़ोल्डर, या http://, https:// या rtsp:// से शुरू होने वाला पता बताइए।"
        ),
        "source_numbers": (
            "प्रति सेकंड फ़्रेम 0 से ऊपर और 240 तक, और तस्वीर दिखाने के सेकंड 0 से ऊपर और 3600 तक होने चाहिए; ये {fps} और {hold_s} थे।"
        ),
        "source_not_open": "{source} खुला नहीं है। इसे फिर से चुनिए।",
        "source_not_a_file": (
            "{path} न तो कैमरा है, न ऐसी फ़ाइल जो अंत तक पढ़ी जा सके। कोई कैमरा, वीडियो, तस्वीर या फ़ोल्डर बताइए।"
        ),
        "file_kind_unknown": ("{path} किसी जाने हुए प्रकार की तस्वीर या वीडियो नहीं है। जाने हुए प्रकार ये हैं: {kinds}।"),
        "file_missing": "{path} पर कोई फ़ाइल नहीं है। पथ जाँचिए।",
        "camera_cannot_open": (
            "कैमरा {camera} नहीं खुल रहा। जाँचिए कि वह जुड़ा है, कोई दूसरा प्रोग्राम उसे इस्तेमाल नहीं कर रहा और "
            "इस प्रोग्राम को कैमरे की अनुमति है, या दूसरा स्रोत चुनिए।"
        ),
        "camera_no_pictures": (
            "कैमरा {camera} खुलता है पर तस्वीरें नहीं देता। जाँचिए कि कोई दूसरा प्रोग्राम उसे इस्तेमाल नहीं कर "
            "रहा, उसे फिर से जोड़िए, या दूसरा स्रोत चुनिए।"
        ),
        "camera_bad_pictures": ("कैमरा {camera} ऐसी तस्वीरें देता है जो काम की नहीं हैं। उसे फिर से जोड़िए, या दूसरा स्रोत चुनिए।"),
        "camera_stopped": (
            "कैमरा {camera} अब तस्वीरें नहीं दे रहा। जाँचिए कि वह अब भी जुड़ा है और किसी दूसरे प्रोग्राम ने उसे नहीं लिया।"
        ),
        "camera_failed": "कैमरा {camera} अनपेक्षित रूप से विफल हुआ। फिर से कोशिश हो रही है।",
        "camera_frozen": (
            "कैमरा {camera} की तस्वीर रुकी हुई है, इसलिए नए नोट नहीं दिखते। उसे फिर से जोड़िए, या भेजने वाला ऐप फिर से चलाइए।"
        ),
        "address_scheme": "पता {address} काम नहीं करता। पता http://, https:// या rtsp:// से शुरू होता है।",
        "address_password": (
            "पता {address} काम नहीं करता। उपयोगकर्ता नाम और पासवर्ड में # की जगह %23, / की जगह %2F, ? की जगह "
            "%3F, [ की जगह %5B और ] की जगह %5D लिखिए।"
        ),
        "address_host": (
            "पता {address} काम नहीं करता: मशीन का नाम नहीं है या ग़लत है। एक उदाहरण है http://192.168.0.7:8080/video"
        ),
        "address_port": "पता {address} काम नहीं करता: कोलन के बाद पोर्ट आता है, 1 से 65535 तक की संख्या।",
        "address_characters": (
            "पता {address} काम नहीं करता: वह बहुत लंबा है या उसमें ऐसे अक्षर हैं जो पते में नहीं हो सकते। ख़ाली जगह के लिए %20 लिखिए।"
        ),
        "stream_unavailable": (
            "{address} से कोई वीडियो नहीं आ रहा। पता जाँचिए, देखिए कि भेजने वाला ऐप चल रहा है और दोनों एक ही नेटवर्क पर हैं।"
        ),
        "stream_stopped": "{address} से वीडियो रुक गया। जाँचिए कि भेजने वाला ऐप अब भी चल रहा है और पहुँच में है।",
        "stream_bad_pictures": ("{address} से जो आता है वह तस्वीर के रूप में काम नहीं करता। पता जाँचिए, या दूसरा स्रोत चुनिए।"),
        "stream_password": (
            "{address} उपयोगकर्ता नाम और पासवर्ड माँगता है, या इन्हें नहीं मानता। इन्हें पते में लिखिए: http://name:password@machine/"
        ),
        "stream_answer": "{address} त्रुटि {status} के साथ उत्तर देता है। पता जाँचिए।",
        "stream_not_video": "{address} एक वेब पेज है, वीडियो नहीं। भेजने वाले ऐप में वीडियो का पता देखिए।",
        "stream_certificate": (
            "{address} के प्रमाणपत्र पर भरोसा नहीं किया जा सकता। पता जाँचिए, या http:// से शुरू होने वाला पता लीजिए।"
        ),
        "video_damaged": ("{path} नहीं चल सकता: वह ख़राब है या अनजान प्रकार का है। उसे दूसरे प्लेयर में आज़माइए, या MP4 में बदलिए।"),
        "video_empty": "{path} में ऐसी कोई तस्वीर नहीं है जो पढ़ी जा सके।",
        "folder_without_pictures": (
            "{path} में कोई तस्वीर नहीं है। वहाँ कुछ रखिए, या दूसरी जगह बताइए; जाने हुए प्रकार ये हैं: {kinds}।"
        ),
        "folder_of_damaged_pictures": "{path} की कोई भी तस्वीर नहीं पढ़ी जा सकती। उन्हें दूसरे प्रोग्राम में जाँचिए।",
        "folder_skipped": "{path} छोड़ा गया: फ़ोल्डर नहीं खुलता।",
        "picture_damaged": "{path} ऐसी तस्वीर नहीं है जो पढ़ी जा सके। उसे दूसरे प्रोग्राम में जाँचिए।",
        "picture_too_large": "तस्वीर {path} में बहुत ज़्यादा पिक्सेल हैं। उसे छोटा कीजिए।",
        "picture_skipped": "{path} छोड़ा गया: ऐसी तस्वीर नहीं जो पढ़ी जा सके।",
        "picture_skipped_too_large": "{path} छोड़ा गया: तस्वीर में बहुत ज़्यादा पिक्सेल हैं।",
        "file_skipped": "{path} छोड़ा गया: ऐसी फ़ाइल नहीं जो अंत तक पढ़ी जा सके।",
        "picture_kind": "यह किसी जाने हुए प्रकार की तस्वीर नहीं है। जाने हुए प्रकार ये हैं: {kinds}।",
        "picture_cut_short": "तस्वीर अधूरी है। उसे फिर से सहेजिए या भेजिए।",
        "picture_broken": "तस्वीर ख़राब है। उसे फिर से सहेजिए या भेजिए।",
        "picture_pixels": "तस्वीर में {width} x {height} पिक्सेल हैं, जो बहुत ज़्यादा है। उसे छोटा कीजिए।",
        "picture_overloaded": "तस्वीर बहुत ज़्यादा हिस्सों से बनी है। उसे दूसरे प्रोग्राम में फिर से सहेजिए।",
        "demo_specimen_missing": (
            "डेमो को नमूना नोट {path} चाहिए, जो नहीं है या ख़राब है। उसे वापस लाइए, या सबको 'python -m convert "
            "specimens' से फिर से बनाइए।"
        ),
        "no_camera": "कोई कैमरा नहीं मिला। एक कैमरा जोड़िए, या दूसरा स्रोत चुनिए।",
    },
    "tr": {
        "source_not_found": (
            "{source} adlı bir kaynak yok: böyle bir dosya veya klasör bulunamadı. auto, demo, 0 gibi bir kamera "
            "numarası, bir kameranın aygıt yolu, bir video, bir resim, bir resim klasörü ya da http://, https:// "
            "veya rtsp:// ile başlayan bir adres yazın."
        ),
        "source_empty": (
            "Kaynak belirtilmedi. auto, demo, 0 gibi bir kamera numarası, bir kameranın aygıt yolu, bir video, "
            "bir resim, bir resim klasörü ya da http://, https:// veya rtsp:// ile başlayan bir adres yazın."
        ),
        "source_numbers": (
            "Saniyedeki kare sayısı 0'dan büyük ve en çok 240, bir resmin gösterildiği saniye 0'dan büyük ve en "
            "çok 3600 olmalı; bunlar {fps} ve {hold_s} idi."
        ),
        "source_not_open": "{source} açık değil. Yeniden seçin.",
        "source_not_a_file": (
            "{path} ne bir kamera ne de sonuna kadar okunabilen bir dosya. Bir kamera, video, resim veya klasör yazın."
        ),
        "file_kind_unknown": "{path} bilinen türden bir resim veya video değil. Bilinen türler: {kinds}.",
        "file_missing": "{path} konumunda dosya yok. Yolu denetleyin.",
        "camera_cannot_open": (
            "{camera} kamerası açılamıyor. Takılı olduğunu, başka bir programın onu kullanmadığını ve bu "
            "programın kamera izni olduğunu denetleyin ya da başka bir kaynak seçin."
        ),
        "camera_no_pictures": (
            "{camera} kamerası açılıyor ama görüntü vermiyor. Başka bir programın onu kullanmadığını denetleyin, "
            "yeniden takın ya da başka bir kaynak seçin."
        ),
        "camera_bad_pictures": (
            "{camera} kamerası kullanılamayan görüntüler veriyor. Yeniden takın ya da başka bir kaynak seçin."
        ),
        "camera_stopped": (
            "{camera} kamerası artık görüntü vermiyor. Hâlâ takılı olduğunu ve başka bir programın onu "
            "almadığını denetleyin."
        ),
        "camera_failed": "{camera} kamerası beklenmedik biçimde hata verdi. Yeniden deneniyor.",
        "camera_frozen": (
            "{camera} kamerasının görüntüsü donmuş, yeni banknotlar görülmüyor. Yeniden takın ya da görüntüyü "
            "gönderen uygulamayı yeniden başlatın."
        ),
        "address_scheme": "{address} adresi kullanılamıyor. Adres http://, https:// veya rtsp:// ile başlar.",
        "address_password": (
            "{address} adresi kullanılamıyor. Kullanıcı adında ve parolada # yerine %23, / yerine %2F, ? yerine "
            "%3F, [ yerine %5B ve ] yerine %5D yazın."
        ),
        "address_host": (
            "{address} adresi kullanılamıyor: makinenin adı eksik veya yanlış. Örnek: http://192.168.0.7:8080/video."
        ),
        "address_port": (
            "{address} adresi kullanılamıyor: iki noktadan sonra bağlantı noktası gelir, 1 ile 65535 arasında bir sayı."
        ),
        "address_characters": (
            "{address} adresi kullanılamıyor: çok uzun ya da bir adreste bulunamayacak karakterler içeriyor. "
            "Boşluk yerine %20 yazın."
        ),
        "stream_unavailable": (
            "{address} adresinden video gelmiyor. Adresi, gönderen uygulamanın çalıştığını ve ikisinin aynı ağda "
            "olduğunu denetleyin."
        ),
        "stream_stopped": (
            "{address} adresinden gelen video durdu. Gönderen uygulamanın hâlâ çalıştığını ve erişilebilir "
            "olduğunu denetleyin."
        ),
        "stream_bad_pictures": (
            "{address} adresinden gelenler görüntü olarak kullanılamıyor. Adresi denetleyin ya da başka bir "
            "kaynak seçin."
        ),
        "stream_password": (
            "{address} kullanıcı adı ve parola istiyor ya da bunları kabul etmiyor. Adrese yazın: "
            "http://ad:parola@makine/."
        ),
        "stream_answer": "{address} adresi {status} hatasıyla yanıt veriyor. Adresi denetleyin.",
        "stream_not_video": "{address} bir web sayfası, video değil. Videonun adresine gönderen uygulamada bakın.",
        "stream_certificate": (
            "{address} adresinin sertifikasına güvenilemiyor. Adresi denetleyin ya da http:// ile başlayan bir "
            "adres kullanın."
        ),
        "video_damaged": (
            "{path} oynatılamıyor: bozuk ya da bilinmeyen türde. Başka bir oynatıcıda deneyin ya da MP4'e dönüştürün."
        ),
        "video_empty": "{path} içinde okunabilen görüntü yok.",
        "folder_without_pictures": (
            "{path} içinde resim yok. Oraya resim koyun ya da başka bir yer yazın; bilinen türler: {kinds}."
        ),
        "folder_of_damaged_pictures": (
            "{path} içindeki resimlerin hiçbiri okunamıyor. Onları başka bir programda denetleyin."
        ),
        "folder_skipped": "{path} atlandı: klasör açılamıyor.",
        "picture_damaged": "{path} okunabilen bir resim değil. Başka bir programda denetleyin.",
        "picture_too_large": "{path} resminde çok fazla piksel var. Küçültün.",
        "picture_skipped": "{path} atlandı: okunabilen bir resim değil.",
        "picture_skipped_too_large": "{path} atlandı: resimde çok fazla piksel var.",
        "file_skipped": "{path} atlandı: sonuna kadar okunabilen bir dosya değil.",
        "picture_kind": "Bu, bilinen türden bir resim değil. Bilinen türler: {kinds}.",
        "picture_cut_short": "Resim yarım kalmış. Yeniden kaydedin ya da gönderin.",
        "picture_broken": "Resim bozuk. Yeniden kaydedin ya da gönderin.",
        "picture_pixels": "Resimde {width} x {height} piksel var, bu çok fazla. Küçültün.",
        "picture_overloaded": "Resim çok fazla parçadan oluşuyor. Başka bir programda yeniden kaydedin.",
        "demo_specimen_missing": (
            "Gösteri için {path} örnek banknotu gerekli, ama eksik ya da bozuk. Geri yükleyin ya da hepsini "
            "'python -m convert specimens' ile yeniden çizin."
        ),
        "no_camera": "Kamera bulunamadı. Bir kamera takın ya da başka bir kaynak seçin.",
    },
    "ru": {
        "source_not_found": (
            "Источника {source} нет: такого файла или папки не существует. Укажите auto, demo, номер камеры, "
            "например 0, путь к устройству камеры, видео, изображение, папку с изображениями или адрес, который "
            "начинается с http://, https:// или rtsp://."
        ),
        "source_empty": (
            "Источник не указан. Укажите auto, demo, номер камеры, например 0, путь к устройству камеры, видео, "
            "изображение, папку с изображениями или адрес, который начинается с http://, https:// или rtsp://."
        ),
        "source_numbers": (
            "Кадров в секунду должно быть больше 0 и не больше 240, секунд показа изображения — больше 0 и не "
            "больше 3600; было {fps} и {hold_s}."
        ),
        "source_not_open": "Источник {source} не открыт. Выберите его снова.",
        "source_not_a_file": (
            "{path} — не камера и не файл, который можно прочитать до конца. Укажите камеру, видео, изображение "
            "или папку."
        ),
        "file_kind_unknown": "{path} — не изображение и не видео известного вида. Известные виды: {kinds}.",
        "file_missing": "По пути {path} файла нет. Проверьте путь.",
        "camera_cannot_open": (
            "Камера {camera} не открывается. Проверьте, что она подключена, что её не использует другая "
            "программа и что этой программе разрешены камеры, или выберите другой источник."
        ),
        "camera_no_pictures": (
            "Камера {camera} открывается, но не даёт изображения. Проверьте, что её не использует другая "
            "программа, подключите её снова или выберите другой источник."
        ),
        "camera_bad_pictures": (
            "Камера {camera} даёт изображение, которое нельзя использовать. Подключите её снова или выберите "
            "другой источник."
        ),
        "camera_stopped": (
            "Камера {camera} перестала давать изображение. Проверьте, что она всё ещё подключена и что её не "
            "заняла другая программа."
        ),
        "camera_failed": "Камера {camera} дала неожиданный сбой. Идёт новая попытка.",
        "camera_frozen": (
            "Изображение камеры {camera} застыло, новые банкноты не видны. Подключите её снова или перезапустите "
            "приложение, которое его передаёт."
        ),
        "address_scheme": "Адрес {address} нельзя использовать. Адрес начинается с http://, https:// или rtsp://.",
        "address_password": (
            "Адрес {address} нельзя использовать. В имени пользователя и пароле пишите %23 вместо #, %2F вместо "
            "/, %3F вместо ?, %5B вместо [ и %5D вместо ]."
        ),
        "address_host": (
            "Адрес {address} нельзя использовать: имя устройства отсутствует или неверно. Пример: "
            "http://192.168.0.7:8080/video."
        ),
        "address_port": "Адрес {address} нельзя использовать: после двоеточия стоит порт, число от 1 до 65535.",
        "address_characters": (
            "Адрес {address} нельзя использовать: он слишком длинный или содержит знаки, которых в адресе быть "
            "не может. Вместо пробела пишите %20."
        ),
        "stream_unavailable": (
            "С адреса {address} не приходит видео. Проверьте адрес, что передающее приложение работает и что оба "
            "устройства в одной сети."
        ),
        "stream_stopped": (
            "Видео с адреса {address} прервалось. Проверьте, что передающее приложение ещё работает и доступно."
        ),
        "stream_bad_pictures": (
            "То, что приходит с адреса {address}, нельзя использовать как изображение. Проверьте адрес или "
            "выберите другой источник."
        ),
        "stream_password": (
            "{address} требует имя пользователя и пароль или не принимает эти. Впишите их в адрес: "
            "http://имя:пароль@устройство/."
        ),
        "stream_answer": "{address} отвечает ошибкой {status}. Проверьте адрес.",
        "stream_not_video": "{address} — это веб-страница, а не видео. Посмотрите адрес видео в передающем приложении.",
        "stream_certificate": (
            "Сертификату {address} нельзя доверять. Проверьте адрес или используйте тот, что начинается с http://."
        ),
        "video_damaged": (
            "{path} не воспроизводится: файл повреждён или неизвестного вида. Попробуйте другой проигрыватель "
            "или преобразуйте его в MP4."
        ),
        "video_empty": "В {path} нет изображений, которые можно прочитать.",
        "folder_without_pictures": (
            "В {path} нет изображений. Положите их туда или укажите другое место; известные виды: {kinds}."
        ),
        "folder_of_damaged_pictures": "Ни одно изображение в {path} не читается. Проверьте их в другой программе.",
        "folder_skipped": "Пропущено {path}: папка не открывается.",
        "picture_damaged": "{path} — не изображение, которое можно прочитать. Проверьте его в другой программе.",
        "picture_too_large": "В изображении {path} слишком много пикселей. Уменьшите его.",
        "picture_skipped": "Пропущено {path}: это не изображение, которое можно прочитать.",
        "picture_skipped_too_large": "Пропущено {path}: в изображении слишком много пикселей.",
        "file_skipped": "Пропущено {path}: это не файл, который можно прочитать до конца.",
        "picture_kind": "Это не изображение известного вида. Известные виды: {kinds}.",
        "picture_cut_short": "Изображение обрывается. Сохраните или отправьте его ещё раз.",
        "picture_broken": "Изображение повреждено. Сохраните или отправьте его ещё раз.",
        "picture_pixels": "В изображении {width} x {height} пикселей, это слишком много. Уменьшите его.",
        "picture_overloaded": "Изображение состоит из слишком многих частей. Сохраните его заново в другой программе.",
        "demo_specimen_missing": (
            "Для демонстрации нужен образец {path}, а его нет или он повреждён. Восстановите его или нарисуйте "
            "все заново командой 'python -m convert specimens'."
        ),
        "no_camera": "Камера не найдена. Подключите камеру или выберите другой источник.",
    },
    "id": {
        "source_not_found": (
            "Tidak ada sumber {source}: berkas atau folder itu tidak ada. Sebutkan auto, demo, nomor kamera "
            "seperti 0, jalur perangkat kamera, berkas video, gambar, folder gambar, atau alamat yang diawali "
            "http://, https:// atau rtsp://."
        ),
        "source_empty": (
            "Tidak ada sumber yang disebutkan. Sebutkan auto, demo, nomor kamera seperti 0, jalur perangkat "
            "kamera, berkas video, gambar, folder gambar, atau alamat yang diawali http://, https:// atau "
            "rtsp://."
        ),
        "source_numbers": (
            "Bingkai per detik harus di atas 0 sampai 240, dan detik tampil satu gambar di atas 0 sampai 3600; "
            "nilainya {fps} dan {hold_s}."
        ),
        "source_not_open": "{source} tidak terbuka. Pilih lagi.",
        "source_not_a_file": (
            "{path} bukan kamera dan bukan berkas yang dapat dibaca sampai akhir. Sebutkan kamera, video, "
            "gambar, atau folder."
        ),
        "file_kind_unknown": "{path} bukan gambar atau video dari jenis yang dikenal. Jenis yang dikenal: {kinds}.",
        "file_missing": "Tidak ada berkas di {path}. Periksa jalurnya.",
        "camera_cannot_open": (
            "Kamera {camera} tidak dapat dibuka. Periksa apakah sudah terpasang, tidak dipakai program lain, dan "
            "program ini diizinkan memakai kamera, atau pilih sumber lain."
        ),
        "camera_no_pictures": (
            "Kamera {camera} terbuka tetapi tidak mengirim gambar. Periksa apakah tidak dipakai program lain, "
            "pasang lagi, atau pilih sumber lain."
        ),
        "camera_bad_pictures": (
            "Kamera {camera} mengirim gambar yang tidak dapat dipakai. Pasang lagi, atau pilih sumber lain."
        ),
        "camera_stopped": (
            "Kamera {camera} berhenti mengirim gambar. Periksa apakah masih terpasang dan tidak diambil program lain."
        ),
        "camera_failed": "Kamera {camera} gagal secara tak terduga. Sedang dicoba lagi.",
        "camera_frozen": (
            "Gambar kamera {camera} membeku, sehingga uang baru tidak terlihat. Pasang lagi, atau mulai ulang "
            "aplikasi yang mengirimnya."
        ),
        "address_scheme": "Alamat {address} tidak dapat dipakai. Alamat diawali http://, https:// atau rtsp://.",
        "address_password": (
            "Alamat {address} tidak dapat dipakai. Pada nama pengguna dan kata sandi tulis %23 untuk #, %2F "
            "untuk /, %3F untuk ?, %5B untuk [ dan %5D untuk ]."
        ),
        "address_host": (
            "Alamat {address} tidak dapat dipakai: nama mesin tidak ada atau salah. Contohnya "
            "http://192.168.0.7:8080/video."
        ),
        "address_port": (
            "Alamat {address} tidak dapat dipakai: setelah titik dua ada porta, bilangan dari 1 sampai 65535."
        ),
        "address_characters": (
            "Alamat {address} tidak dapat dipakai: terlalu panjang atau berisi karakter yang tidak boleh ada "
            "dalam alamat. Tulis %20 untuk spasi."
        ),
        "stream_unavailable": (
            "Tidak ada video dari {address}. Periksa alamatnya, apakah aplikasi pengirim berjalan, dan apakah "
            "keduanya di jaringan yang sama."
        ),
        "stream_stopped": (
            "Video dari {address} berhenti. Periksa apakah aplikasi pengirim masih berjalan dan terjangkau."
        ),
        "stream_bad_pictures": (
            "Yang datang dari {address} tidak dapat dipakai sebagai gambar. Periksa alamatnya, atau pilih sumber lain."
        ),
        "stream_password": (
            "{address} meminta nama pengguna dan kata sandi, atau menolak yang ini. Tulis di alamat: "
            "http://nama:sandi@mesin/."
        ),
        "stream_answer": "{address} menjawab dengan galat {status}. Periksa alamatnya.",
        "stream_not_video": "{address} adalah halaman web, bukan video. Lihat alamat video di aplikasi pengirim.",
        "stream_certificate": (
            "Sertifikat {address} tidak dapat dipercaya. Periksa alamatnya, atau pakai yang diawali http://."
        ),
        "video_damaged": (
            "{path} tidak dapat diputar: rusak atau jenisnya tidak dikenal. Coba di pemutar lain, atau ubah ke MP4."
        ),
        "video_empty": "{path} tidak berisi gambar yang dapat dibaca.",
        "folder_without_pictures": (
            "Tidak ada gambar di {path}. Taruh beberapa di sana, atau sebutkan tempat lain; jenis yang dikenal: "
            "{kinds}."
        ),
        "folder_of_damaged_pictures": "Tidak satu pun gambar di {path} dapat dibaca. Periksa di program lain.",
        "folder_skipped": "{path} dilewati: folder tidak dapat dibuka.",
        "picture_damaged": "{path} bukan gambar yang dapat dibaca. Periksa di program lain.",
        "picture_too_large": "Gambar {path} punya terlalu banyak piksel. Perkecil dahulu.",
        "picture_skipped": "{path} dilewati: bukan gambar yang dapat dibaca.",
        "picture_skipped_too_large": "{path} dilewati: gambar punya terlalu banyak piksel.",
        "file_skipped": "{path} dilewati: bukan berkas yang dapat dibaca sampai akhir.",
        "picture_kind": "Ini bukan gambar dari jenis yang dikenal. Jenis yang dikenal: {kinds}.",
        "picture_cut_short": "Gambar terpotong. Simpan atau kirim lagi.",
        "picture_broken": "Gambar rusak. Simpan atau kirim lagi.",
        "picture_pixels": "Gambar punya {width} x {height} piksel, terlalu banyak. Perkecil dahulu.",
        "picture_overloaded": "Gambar terdiri dari terlalu banyak bagian. Simpan lagi di program lain.",
        "demo_specimen_missing": (
            "Demo memerlukan uang contoh {path}, yang hilang atau rusak. Pulihkan, atau gambar semuanya lagi "
            "dengan 'python -m convert specimens'."
        ),
        "no_camera": "Tidak ada kamera yang ditemukan. Pasang kamera, atau pilih sumber lain.",
    },
    "ar": {
        "source_not_found": (
            "لا يوجد مصدر باسم {source}: لا ملف ولا مجلد بهذا الاسم. اذكر auto أو demo أو رقم كاميرا مثل 0 أو "
            "مسار جهاز كاميرا أو ملف فيديو أو صورة أو مجلد صور أو عنوانًا يبدأ بـ http://‎ أو https://‎ أو "
            "rtsp://‎."
        ),
        "source_empty": (
            "لم يُذكر أي مصدر. اذكر auto أو demo أو رقم كاميرا مثل 0 أو مسار جهاز كاميرا أو ملف فيديو أو صورة أو "
            "مجلد صور أو عنوانًا يبدأ بـ http://‎ أو https://‎ أو rtsp://‎."
        ),
        "source_numbers": (
            "يجب أن تكون الإطارات في الثانية أكثر من 0 وحتى 240، وثواني عرض الصورة أكثر من 0 وحتى 3600؛ وكانت "
            "{fps} و{hold_s}."
        ),
        "source_not_open": "المصدر {source} غير مفتوح. اختره من جديد.",
        "source_not_a_file": (
            "{path} ليس كاميرا ولا ملفًا يمكن قراءته حتى نهايته. اذكر كاميرا أو فيديو أو صورة أو مجلدًا."
        ),
        "file_kind_unknown": "{path} ليس صورة ولا فيديو من نوع معروف. الأنواع المعروفة هي {kinds}.",
        "file_missing": "لا يوجد ملف في {path}. تحقق من المسار.",
        "camera_cannot_open": (
            "لا يمكن فتح الكاميرا {camera}. تحقق من أنها موصولة، ومن أن لا برنامج آخر يستخدمها، ومن أن هذا "
            "البرنامج مسموح له باستخدام الكاميرات، أو اختر مصدرًا آخر."
        ),
        "camera_no_pictures": (
            "الكاميرا {camera} تُفتح لكنها لا تعطي صورًا. تحقق من أن لا برنامج آخر يستخدمها، أو أعد وصلها، أو "
            "اختر مصدرًا آخر."
        ),
        "camera_bad_pictures": "الكاميرا {camera} تعطي صورًا لا يمكن استخدامها. أعد وصلها، أو اختر مصدرًا آخر.",
        "camera_stopped": (
            "توقفت الكاميرا {camera} عن إعطاء الصور. تحقق من أنها ما زالت موصولة ومن أن لا برنامج آخر أخذها."
        ),
        "camera_failed": "تعطلت الكاميرا {camera} بشكل غير متوقع. تُعاد المحاولة الآن.",
        "camera_frozen": (
            "صورة الكاميرا {camera} جامدة، فلا تُرى الأوراق الجديدة. أعد وصلها، أو أعد تشغيل التطبيق الذي يرسلها."
        ),
        "address_scheme": "لا يمكن استخدام العنوان {address}. يبدأ العنوان بـ http://‎ أو https://‎ أو rtsp://‎.",
        "address_password": (
            "لا يمكن استخدام العنوان {address}. في اسم المستخدم وكلمة المرور اكتب %23 بدل # و%2F بدل / و%3F بدل "
            "? و%5B بدل [ و%5D بدل ]."
        ),
        "address_host": (
            "لا يمكن استخدام العنوان {address}: اسم الجهاز ناقص أو خاطئ. مثال: http://192.168.0.7:8080/video"
        ),
        "address_port": "لا يمكن استخدام العنوان {address}: بعد النقطتين يأتي المنفذ، وهو رقم من 1 إلى 65535.",
        "address_characters": (
            "لا يمكن استخدام العنوان {address}: فهو طويل جدًا أو فيه رموز لا تجوز في العنوان. اكتب %20 بدل المسافة."
        ),
        "stream_unavailable": (
            "لا يأتي فيديو من {address}. تحقق من العنوان، ومن أن التطبيق المرسل يعمل، ومن أن الاثنين على الشبكة نفسها."
        ),
        "stream_stopped": "توقف الفيديو من {address}. تحقق من أن التطبيق المرسل ما زال يعمل ويمكن الوصول إليه.",
        "stream_bad_pictures": "ما يأتي من {address} لا يمكن استخدامه كصور. تحقق من العنوان، أو اختر مصدرًا آخر.",
        "stream_password": (
            "يطلب {address} اسم مستخدم وكلمة مرور، أو يرفض هذين. اكتبهما في العنوان: http://name:password@machine/"
        ),
        "stream_answer": "يجيب {address} بالخطأ {status}. تحقق من العنوان.",
        "stream_not_video": "{address} صفحة ويب وليس فيديو. ابحث عن عنوان الفيديو في التطبيق المرسل.",
        "stream_certificate": "لا يمكن الوثوق بشهادة {address}. تحقق من العنوان، أو استخدم عنوانًا يبدأ بـ http://‎.",
        "video_damaged": "لا يمكن تشغيل {path}: الملف تالف أو من نوع غير معروف. جرّبه في مشغل آخر، أو حوّله إلى MP4.",
        "video_empty": "لا يحتوي {path} على صور يمكن قراءتها.",
        "folder_without_pictures": (
            "لا توجد صور في {path}. ضع بعضها هناك، أو اذكر مكانًا آخر؛ الأنواع المعروفة هي {kinds}."
        ),
        "folder_of_damaged_pictures": "لا يمكن قراءة أي من الصور في {path}. تحقق منها في برنامج آخر.",
        "folder_skipped": "جرى تخطي {path}: لا يمكن فتح المجلد.",
        "picture_damaged": "{path} ليس صورة يمكن قراءتها. تحقق منها في برنامج آخر.",
        "picture_too_large": "في الصورة {path} عدد كبير جدًا من البكسلات. صغّرها.",
        "picture_skipped": "جرى تخطي {path}: ليس صورة يمكن قراءتها.",
        "picture_skipped_too_large": "جرى تخطي {path}: في الصورة عدد كبير جدًا من البكسلات.",
        "file_skipped": "جرى تخطي {path}: ليس ملفًا يمكن قراءته حتى نهايته.",
        "picture_kind": "هذه ليست صورة من نوع معروف. الأنواع المعروفة هي {kinds}.",
        "picture_cut_short": "الصورة مقطوعة. احفظها أو أرسلها من جديد.",
        "picture_broken": "الصورة تالفة. احفظها أو أرسلها من جديد.",
        "picture_pixels": "في الصورة {width} x {height} بكسل، وهذا كثير جدًا. صغّرها.",
        "picture_overloaded": "تتكون الصورة من أجزاء كثيرة جدًا. احفظها من جديد في برنامج آخر.",
        "demo_specimen_missing": (
            "يحتاج العرض إلى الورقة النموذجية {path}، وهي مفقودة أو تالفة. استعدها، أو ارسمها كلها من جديد "
            "بالأمر 'python -m convert specimens'."
        ),
        "no_camera": "لم يُعثر على كاميرا. صِل واحدة، أو اختر مصدرًا آخر.",
    },
}
