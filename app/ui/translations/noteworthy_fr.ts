<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr">
<context>
    <name>Count</name>
    <message>
        <source>Counted notes</source>
        <translation>Billets comptés</translation>
    </message>
    <message>
        <source>The total of each currency.</source>
        <translation>Le total de chaque devise.</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Du plus récent au plus ancien</translation>
    </message>
    <message>
        <source>The notes that were counted.</source>
        <translation>Les billets qui ont été comptés.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lire</translation>
    </message>
    <message>
        <source>Says notes and total.</source>
        <translation>Dit les billets et le total.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Takes the last note back.</source>
        <translation>Retire le dernier billet.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Vider</translation>
    </message>
    <message>
        <source>Starts anew.</source>
        <translation>Recommence à zéro.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copies the list as a table.</source>
        <translation>Copie la liste sous forme de tableau.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>Saves the list as a CSV file.</source>
        <translation>Enregistre la liste dans un fichier CSV.</translation>
    </message>
    <message>
        <source>Total: {amounts}</source>
        <translation>Total : {amounts}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>rien encore</translation>
    </message>
    <message>
        <source>No note was counted yet.</source>
        <translation>Aucun billet n&apos;a encore été compté.</translation>
    </message>
    <message>
        <source>Save the counted notes</source>
        <translation>Enregistrer les billets comptés</translation>
    </message>
</context>
<context>
    <name>Currencies</name>
    <message>
        <source>Your currencies</source>
        <translation>Vos devises</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>Arrow keys go through what was found.</source>
        <translation>Les flèches parcourent ce qui a été trouvé.</translation>
    </message>
    <message>
        <source>Name, code or country</source>
        <translation>Nom, code ou pays</translation>
    </message>
    <message>
        <source>Currencies</source>
        <translation>Devises</translation>
    </message>
    <message>
        <source>Space turns one on or off, Enter keeps only this one, letters search.</source>
        <translation>Espace en active ou désactive une, Entrée ne garde que celle-ci, les lettres cherchent.</translation>
    </message>
    <message>
        <source>Only this one</source>
        <translation>Celle-ci seule</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Turns all others off.</source>
        <translation>Désactive toutes les autres.</translation>
    </message>
    <message>
        <source>All usual ones</source>
        <translation>Toutes les habituelles</translation>
    </message>
    <message>
        <source>Turns on all that are read well.</source>
        <translation>Active toutes celles qui sont bien lues.</translation>
    </message>
    <message>
        <source>Currencies shown: {number}</source>
        <translation>Devises affichées : {number}</translation>
    </message>
    <message>
        <source>{currency}, on</source>
        <translation>{currency}, activée</translation>
    </message>
    <message>
        <source>{currency}, off</source>
        <translation>{currency}, désactivée</translation>
    </message>
</context>
<context>
    <name>Fonts</name>
    <message>
        <source>No font on this computer can show {language}. Install one: on Debian and Ubuntu the package {package}.</source>
        <translation>Aucune police de cet ordinateur ne peut afficher {language}. Installez-en une : sous Debian et Ubuntu, le paquet {package}.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>How to use Noteworthy</source>
        <translation>Comment utiliser Noteworthy</translation>
    </message>
    <message>
        <source>Arrow keys read it line by line.</source>
        <translation>Les flèches la lisent ligne par ligne.</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Lire à voix haute</translation>
    </message>
    <message>
        <source>Reads this help aloud from its beginning.</source>
        <translation>Lit cette aide à voix haute depuis le début.</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Visite</translation>
    </message>
    <message>
        <source>Plays the tour of the first start again, about a minute.</source>
        <translation>Rejoue la visite du premier démarrage, environ une minute.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>What was said</source>
        <translation>Ce qui a été dit</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Du plus récent au plus ancien</translation>
    </message>
    <message>
        <source>Enter says a line again.</source>
        <translation>Entrée redit une ligne.</translation>
    </message>
    <message>
        <source>Nothing was said yet.</source>
        <translation>Rien n&apos;a encore été dit.</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>help, read aloud</source>
        <translation>aide, lue à voix haute</translation>
    </message>
    <message>
        <source>private mode on or off: tones in place of words</source>
        <translation>mode privé, activer ou non : des sons au lieu de mots</translation>
    </message>
    <message>
        <source>count mode on or off: notes are added up</source>
        <translation>mode comptage, activer ou non : les billets s&apos;additionnent</translation>
    </message>
    <message>
        <source>tell what the camera sees</source>
        <translation>dire ce que voit la caméra</translation>
    </message>
    <message>
        <source>tell every note on the table</source>
        <translation>dire chaque billet sur la table</translation>
    </message>
    <message>
        <source>pause, and start again</source>
        <translation>mettre en pause, puis reprendre</translation>
    </message>
    <message>
        <source>say the last value again</source>
        <translation>redire la dernière valeur</translation>
    </message>
    <message>
        <source>hush: stop speaking; skips the tour</source>
        <translation>silence : cesse de parler ; passe la visite</translation>
    </message>
    <message>
        <source>choose the camera</source>
        <translation>choisir la caméra</translation>
    </message>
    <message>
        <source>a phone as the camera</source>
        <translation>un téléphone comme caméra</translation>
    </message>
    <message>
        <source>choose the currencies; Space turns one on or off</source>
        <translation>choisir les devises ; Espace en active ou désactive une</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>réglages</translation>
    </message>
    <message>
        <source>the counted notes</source>
        <translation>les billets comptés</translation>
    </message>
    <message>
        <source>what was said</source>
        <translation>ce qui a été dit</translation>
    </message>
    <message>
        <source>tell which currency a note is; press again to turn that currency on</source>
        <translation>dire de quelle monnaie est un billet ; encore une fois pour activer cette monnaie</translation>
    </message>
    <message>
        <source>teach a note, and your taught notes</source>
        <translation>apprendre un billet, et les billets appris</translation>
    </message>
    <message>
        <source>read the counted notes and the total</source>
        <translation>lire les billets comptés et le total</translation>
    </message>
    <message>
        <source>take the last counted note back</source>
        <translation>retirer le dernier billet compté</translation>
    </message>
    <message>
        <source>start counting anew</source>
        <translation>recommencer le comptage</translation>
    </message>
    <message>
        <source>learn the tones of private mode</source>
        <translation>apprendre les sons du mode privé</translation>
    </message>
    <message>
        <source>hear the tour again</source>
        <translation>réentendre la visite</translation>
    </message>
    <message>
        <source>leave Noteworthy</source>
        <translation>quitter Noteworthy</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} ou {second}</translation>
    </message>
    <message>
        <source>{key} cannot be used. Choose a function key, or a key together with Ctrl or Alt.</source>
        <translation>{key} ne convient pas. Choisissez une touche de fonction, ou une touche avec Ctrl ou Alt.</translation>
    </message>
    <message>
        <source>{key} is already used for: {action}. Choose another.</source>
        <translation>{key} sert déjà à : {action}. Choisissez-en une autre.</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>First camera found</source>
        <translation>Première caméra trouvée</translation>
    </message>
    <message>
        <source>Demo with specimen notes</source>
        <translation>Démonstration avec des billets spécimens</translation>
    </message>
    <message>
        <source>{currency} (experimental)</source>
        <translation>{currency} (expérimental)</translation>
    </message>
    <message>
        <source>Main page</source>
        <translation>Page principale</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Démarrer</translation>
    </message>
    <message>
        <source>Looks at the camera again.</source>
        <translation>Regarde de nouveau par la caméra.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stops looking at the camera until started again.</source>
        <translation>Cesse de regarder par la caméra jusqu&apos;au prochain démarrage.</translation>
    </message>
    <message>
        <source>{names} and {number} more</source>
        <translation>{names} et {number} de plus</translation>
    </message>
    <message>
        <source>Your currencies: {names}</source>
        <translation>Vos devises : {names}</translation>
    </message>
    <message>
        <source>The value of the note, as it was spoken last.</source>
        <translation>La valeur du billet, telle qu&apos;elle a été dite en dernier.</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>Image de la caméra</translation>
    </message>
    <message>
        <source>What the camera sees now.</source>
        <translation>Ce que la caméra voit maintenant.</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>Pas encore d&apos;image</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Répéter</translation>
    </message>
    <message>
        <source>Says the last value again.</source>
        <translation>Redit la dernière valeur.</translation>
    </message>
    <message>
        <source>Hush</source>
        <translation>Silence</translation>
    </message>
    <message>
        <source>Stops speaking.</source>
        <translation>Cesse de parler.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Voir</translation>
    </message>
    <message>
        <source>What do you see? Says value, how sure, where, and the light.</source>
        <translation>Que vois-tu ? Dit la valeur, la certitude, la place et la lumière.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>Tells every note on the table, and counts them in count mode.</source>
        <translation>Dit chaque billet sur la table, et les compte en mode comptage.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Reads aloud how to use Noteworthy, and its keys.</source>
        <translation>Lit à voix haute comment utiliser Noteworthy, et ses touches.</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privé</translation>
    </message>
    <message>
        <source>Private mode: tones in place of words.</source>
        <translation>Mode privé : des sons au lieu de mots.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Compter</translation>
    </message>
    <message>
        <source>Count mode: notes are added up.</source>
        <translation>Mode comptage : les billets s&apos;additionnent.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Billets</translation>
    </message>
    <message>
        <source>The counted notes and their total.</source>
        <translation>Les billets comptés et leur total.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>What was said.</source>
        <translation>Ce qui a été dit.</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Apprendre</translation>
    </message>
    <message>
        <source>Teaches Noteworthy a note that it does not know, and lists your taught notes.</source>
        <translation>Apprend à Noteworthy un billet qu’il ne connaît pas, et montre les billets appris.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Language, voice, keys and colours.</source>
        <translation>Langue, voix, touches et couleurs.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Caméra</translation>
    </message>
    <message>
        <source>Which camera is looked through.</source>
        <translation>Par quelle caméra on regarde.</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Caméras</translation>
    </message>
    <message>
        <source>Only these are named.</source>
        <translation>Seules celles-ci sont annoncées.</translation>
    </message>
    <message>
        <source>Choose currencies</source>
        <translation>Choisir les devises</translation>
    </message>
    <message>
        <source>Opens the list of all currencies.</source>
        <translation>Ouvre la liste de toutes les devises.</translation>
    </message>
    <message>
        <source>Your currencies</source>
        <translation>Vos devises</translation>
    </message>
    <message>
        <source>Network camera</source>
        <translation>Caméra réseau</translation>
    </message>
    <message>
        <source>Said: {text}</source>
        <translation>Dit : {text}</translation>
    </message>
    <message>
        <source>Value: {text}</source>
        <translation>Valeur : {text}</translation>
    </message>
    <message>
        <source>Paused. {key} starts again.</source>
        <translation>En pause. {key} reprend.</translation>
    </message>
    <message>
        <source>That was the last picture.</source>
        <translation>C&apos;était la dernière image.</translation>
    </message>
    <message>
        <source>Last: {text}</source>
        <translation>Dernier : {text}</translation>
    </message>
    <message>
        <source>The camera is being opened…</source>
        <translation>Ouverture de la caméra…</translation>
    </message>
    <message>
        <source>Camera lost. Check its cable.</source>
        <translation>Caméra perdue. Vérifiez son câble.</translation>
    </message>
    <message>
        <source>No camera found. Connect one.</source>
        <translation>Aucune caméra trouvée. Branchez-en une.</translation>
    </message>
    <message>
        <source>{key}: choose the camera.</source>
        <translation>{key} : choisir la caméra.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Pas d&apos;image</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>What is missing, and what to do about it.</source>
        <translation>Ce qui manque, et que faire.</translation>
    </message>
    <message>
        <source>What was said last.</source>
        <translation>Ce qui a été dit en dernier.</translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>Rien n&apos;a encore été dit</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>To the main page.</source>
        <translation>Vers la page principale.</translation>
    </message>
    <message>
        <source>{what} Key {key}.</source>
        <translation>{what} Touche {key}.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>The system&apos;s own</source>
        <translation>Celui du système</translation>
    </message>
    <message>
        <source>Language and voice</source>
        <translation>Langue et voix</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Voix</translation>
    </message>
    <message>
        <source>The voices of this language.</source>
        <translation>Les voix de cette langue.</translation>
    </message>
    <message>
        <source>The one that fits the language</source>
        <translation>Celle qui convient à la langue</translation>
    </message>
    <message>
        <source>Of the window and of what is said. Enter takes it.</source>
        <translation>De la fenêtre et de ce qui est dit. Entrée la valide.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Vitesse</translation>
    </message>
    <message>
        <source>{number} words a minute</source>
        <translation>{number} mots par minute</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>Hauteur</translation>
    </message>
    <message>
        <source>{number} of 100</source>
        <translation>{number} sur 100</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>{number} percent</source>
        <translation>{number} pour cent</translation>
    </message>
    <message>
        <source>Sound device</source>
        <translation>Sortie audio</translation>
    </message>
    <message>
        <source>Where speech and tones sound.</source>
        <translation>Où sortent la voix et les sons.</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>Son activé</translation>
    </message>
    <message>
        <source>Off: values are only shown.</source>
        <translation>Désactivé : les valeurs sont seulement affichées.</translation>
    </message>
    <message>
        <source>Try the voice</source>
        <translation>Essayer la voix</translation>
    </message>
    <message>
        <source>Says a sentence in the voice as it is now.</source>
        <translation>Dit une phrase avec la voix telle qu&apos;elle est maintenant.</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>Qui parle</translation>
    </message>
    <message>
        <source>The screen reader speaks only while this window has the focus; otherwise the app does.</source>
        <translation>Le lecteur d&apos;écran ne parle que si cette fenêtre a le focus ; sinon c&apos;est l&apos;application.</translation>
    </message>
    <message>
        <source>Automatic: the screen reader if one is known to run</source>
        <translation>Automatique : le lecteur d&apos;écran s&apos;il y en a un à coup sûr</translation>
    </message>
    <message>
        <source>This app</source>
        <translation>Cette application</translation>
    </message>
    <message>
        <source>The screen reader</source>
        <translation>Le lecteur d&apos;écran</translation>
    </message>
    <message>
        <source>Say buttons and lists aloud</source>
        <translation>Dire les boutons et les listes à voix haute</translation>
    </message>
    <message>
        <source>For those who use no screen reader: what has the focus is said.</source>
        <translation>Pour qui n&apos;utilise pas de lecteur d&apos;écran : ce qui a le focus est dit.</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Conseils</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Guidage</translation>
    </message>
    <message>
        <source>How much is said besides values.</source>
        <translation>Ce qui est dit en plus des valeurs.</translation>
    </message>
    <message>
        <source>Full: where to move the note, and why</source>
        <translation>Complet : où déplacer le billet, et pourquoi</translation>
    </message>
    <message>
        <source>Brief: few words</source>
        <translation>Bref : peu de mots</translation>
    </message>
    <message>
        <source>Values only</source>
        <translation>Valeurs seulement</translation>
    </message>
    <message>
        <source>Tone that follows the note</source>
        <translation>Son qui suit le billet</translation>
    </message>
    <message>
        <source>Higher when the note is higher, and from the side where it is, until it is read.</source>
        <translation>Plus aigu quand le billet est plus haut, et du côté où il se trouve, jusqu’à ce qu’il soit lu.</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Size of all text</source>
        <translation>Taille de tout le texte</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Colours of the window.</source>
        <translation>Couleurs de la fenêtre.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>Contraste élevé, sombre</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>Contraste élevé, clair</translation>
    </message>
    <message>
        <source>Colours of the value</source>
        <translation>Couleurs de la valeur</translation>
    </message>
    <message>
        <source>In which the value is shown.</source>
        <translation>Dans lesquelles la valeur est affichée.</translation>
    </message>
    <message>
        <source>As the theme</source>
        <translation>Comme le thème</translation>
    </message>
    <message>
        <source>Yellow on black</source>
        <translation>Jaune sur noir</translation>
    </message>
    <message>
        <source>White on black</source>
        <translation>Blanc sur noir</translation>
    </message>
    <message>
        <source>Black on white</source>
        <translation>Noir sur blanc</translation>
    </message>
    <message>
        <source>Black on yellow</source>
        <translation>Noir sur jaune</translation>
    </message>
    <message>
        <source>White on blue</source>
        <translation>Blanc sur bleu</translation>
    </message>
    <message>
        <source>Green on black</source>
        <translation>Vert sur noir</translation>
    </message>
    <message>
        <source>Size of the value</source>
        <translation>Taille de la valeur</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>What each key does</source>
        <translation>Ce que fait chaque touche</translation>
    </message>
    <message>
        <source>Enter gives the chosen action another key.</source>
        <translation>Entrée donne une autre touche à l&apos;action choisie.</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>Changer la touche</translation>
    </message>
    <message>
        <source>Gives the chosen action another key.</source>
        <translation>Donne une autre touche à l&apos;action choisie.</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>Touches d&apos;origine</translation>
    </message>
    <message>
        <source>Gives every action its first key again.</source>
        <translation>Rend à chaque action sa première touche.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>aucune touche</translation>
    </message>
    <message>
        <source>Arrow keys change it.</source>
        <translation>Les flèches le changent.</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>Une autre touche</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Aucune touche</translation>
    </message>
    <message>
        <source>Takes the key away.</source>
        <translation>Retire la touche.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>La laisser</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Rien n&apos;est changé.</translation>
    </message>
    <message>
        <source>Press the new key for: {action}.</source>
        <translation>Appuyez sur la nouvelle touche pour : {action}.</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Does not check whether a note is genuine.</source>
        <translation>Ne vérifie pas si un billet est authentique.</translation>
    </message>
    <message>
        <source>Hold a note in front of the camera</source>
        <translation>Tenez un billet devant la caméra</translation>
    </message>
    <message>
        <source>No picture in private mode</source>
        <translation>Pas d’image en mode privé</translation>
    </message>
    <message>
        <source>One currency at least stays on.</source>
        <translation>Une devise au moins reste activée.</translation>
    </message>
    <message>
        <source>{key}: {what}.</source>
        <translation>{key} : {what}.</translation>
    </message>
    <message>
        <source>Hold one note in front of the camera, about a hand&apos;s length away. Its value is spoken and shown.</source>
        <translation>Tenez un billet devant la caméra, à une longueur de main. Sa valeur est dite et affichée.</translation>
    </message>
    <message>
        <source>Tab: to the next part of the window. Escape: back to the main page.</source>
        <translation>Tabulation : à la partie suivante de la fenêtre. Échap : retour à la page principale.</translation>
    </message>
    <message>
        <source>Ctrl and Plus: larger text. Ctrl and Minus: smaller text. Ctrl and 0: text of the usual size.</source>
        <translation>Ctrl et Plus : texte plus grand. Ctrl et Moins : texte plus petit. Ctrl et 0 : texte de taille normale.</translation>
    </message>
    <message>
        <source>Every key can be changed in the settings.</source>
        <translation>Toutes les touches peuvent être changées dans les réglages.</translation>
    </message>
    <message>
        <source>Only the currencies that are turned on are named. Fewer of them are read more surely.</source>
        <translation>Seules les devises activées sont annoncées. Moins il y en a, mieux elles sont reconnues.</translation>
    </message>
    <message>
        <source>Welcome to Noteworthy. This tour takes a minute. {hush} skips it.</source>
        <translation>Bienvenue dans Noteworthy. Cette visite dure une minute. {hush} la passe.</translation>
    </message>
    <message>
        <source>Noteworthy tells you which banknote is in front of the camera.</source>
        <translation>Noteworthy vous dit quel billet se trouve devant la caméra.</translation>
    </message>
    <message>
        <source>Hold one note, flat, about a hand&apos;s length from the camera, and keep still. You hear its value. If something is in the way, you hear what to do: closer, left, more light.</source>
        <translation>Tenez un billet, à plat, à une longueur de main de la caméra, sans bouger. Vous entendez sa valeur. Si quelque chose gêne, vous entendez que faire : plus près, à gauche, plus de lumière.</translation>
    </message>
    <message>
        <source>{repeat} says the value again. {hush} hushes. {what} tells what the camera sees.</source>
        <translation>{repeat} redit la valeur. {hush} fait taire. {what} dit ce que voit la caméra.</translation>
    </message>
    <message>
        <source>{count} adds your notes up. {private} turns words into tones that only you understand.</source>
        <translation>{count} additionne vos billets. {private} change les mots en sons que vous seul comprenez.</translation>
    </message>
    <message>
        <source>{help} reads all keys to you. It never tells whether a note is genuine.</source>
        <translation>{help} vous lit toutes les touches. Rien ne dit jamais si un billet est authentique.</translation>
    </message>
    <message>
        <source>Now listen to three notes of play money.</source>
        <translation>Écoutez maintenant trois billets factices.</translation>
    </message>
    <message>
        <source>The tour was skipped.</source>
        <translation>La visite a été passée.</translation>
    </message>
    <message>
        <source>That was the tour.</source>
        <translation>La visite est terminée.</translation>
    </message>
    <message>
        <source>Press {key} to choose your currencies.</source>
        <translation>Appuyez sur {key} pour choisir vos devises.</translation>
    </message>
    <message>
        <source>In private mode a note is told by short tones and not by words. The lowest value of a currency is one tone, the next two, and so on; they come in groups of three. Choose one and press Enter to hear it.</source>
        <translation>En mode privé, un billet est annoncé par des sons brefs et non par des mots. La plus petite valeur d&apos;une devise est un son, la suivante deux, et ainsi de suite, par groupes de trois. Choisissez-en un et appuyez sur Entrée pour l&apos;entendre.</translation>
    </message>
    <message>
        <source>Tones: {count}</source>
        <translation>Sons : {count}</translation>
    </message>
    <message>
        <source>Not understood: try again</source>
        <translation>Pas reconnu : essayez encore</translation>
    </message>
</context>
<context>
    <name>Tones</name>
    <message>
        <source>Tones of private mode</source>
        <translation>Sons du mode privé</translation>
    </message>
    <message>
        <source>Tones</source>
        <translation>Sons</translation>
    </message>
    <message>
        <source>Enter plays the chosen tones.</source>
        <translation>Entrée joue les sons choisis.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Jouer</translation>
    </message>
    <message>
        <source>Plays the chosen tones; so does Enter.</source>
        <translation>Joue les sons choisis ; Entrée aussi.</translation>
    </message>
</context>
<context>
    <name>Voice</name>
    <message>
        <source>on</source>
        <translation>activé</translation>
    </message>
    <message>
        <source>off</source>
        <translation>désactivé</translation>
    </message>
</context>
</TS>
