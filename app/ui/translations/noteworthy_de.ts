<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Count</name>
    <message>
        <source>Counted notes</source>
        <translation>Gezählte Scheine</translation>
    </message>
    <message>
        <source>The total of each currency.</source>
        <translation>Die Summe jeder Währung.</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>The notes that were counted.</source>
        <translation>Die Scheine, die gezählt wurden.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Vorlesen</translation>
    </message>
    <message>
        <source>Says notes and total.</source>
        <translation>Sagt Scheine und Summe.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Takes the last note back.</source>
        <translation>Nimmt den letzten Schein zurück.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Starts anew.</source>
        <translation>Beginnt von vorn.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copies the list as a table.</source>
        <translation>Kopiert die Liste als Tabelle.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Saves the list as a CSV file.</source>
        <translation>Speichert die Liste als CSV-Datei.</translation>
    </message>
    <message>
        <source>Total: {amounts}</source>
        <translation>Summe: {amounts}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>No note was counted yet.</source>
        <translation>Noch wurde kein Schein gezählt.</translation>
    </message>
    <message>
        <source>Save the counted notes</source>
        <translation>Die gezählten Scheine speichern</translation>
    </message>
</context>
<context>
    <name>Currencies</name>
    <message>
        <source>Your currencies</source>
        <translation>Ihre Währungen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Arrow keys go through what was found.</source>
        <translation>Pfeiltasten gehen durch das Gefundene.</translation>
    </message>
    <message>
        <source>Name, code or country</source>
        <translation>Name, Kürzel oder Land</translation>
    </message>
    <message>
        <source>Currencies</source>
        <translation>Währungen</translation>
    </message>
    <message>
        <source>Space turns one on or off, Enter keeps only this one, letters search.</source>
        <translation>Die Leertaste schaltet eine an oder aus, die Eingabetaste lässt nur diese an, Buchstaben suchen.</translation>
    </message>
    <message>
        <source>Only this one</source>
        <translation>Nur diese</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Turns all others off.</source>
        <translation>Schaltet alle anderen aus.</translation>
    </message>
    <message>
        <source>All usual ones</source>
        <translation>Alle üblichen</translation>
    </message>
    <message>
        <source>Turns on all that are read well.</source>
        <translation>Schaltet alle an, die gut gelesen werden.</translation>
    </message>
    <message>
        <source>Currencies shown: {number}</source>
        <translation>Gezeigte Währungen: {number}</translation>
    </message>
    <message>
        <source>{currency}, on</source>
        <translation>{currency}, an</translation>
    </message>
    <message>
        <source>{currency}, off</source>
        <translation>{currency}, aus</translation>
    </message>
</context>
<context>
    <name>Fonts</name>
    <message>
        <source>No font on this computer can show {language}. Install one: on Debian and Ubuntu the package {package}.</source>
        <translation>Keine Schrift auf diesem Computer kann {language} zeigen. Installieren Sie eine: unter Debian und Ubuntu das Paket {package}.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>How to use Noteworthy</source>
        <translation>So benutzt man Noteworthy</translation>
    </message>
    <message>
        <source>Arrow keys read it line by line.</source>
        <translation>Mit den Pfeiltasten Zeile für Zeile lesen.</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Vorlesen</translation>
    </message>
    <message>
        <source>Reads this help aloud from its beginning.</source>
        <translation>Liest diese Hilfe von Anfang an vor.</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Rundgang</translation>
    </message>
    <message>
        <source>Plays the tour of the first start again, about a minute.</source>
        <translation>Spielt den Rundgang des ersten Starts noch einmal, etwa eine Minute.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>What was said</source>
        <translation>Was gesagt wurde</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Enter says a line again.</source>
        <translation>Die Eingabetaste sagt eine Zeile noch einmal.</translation>
    </message>
    <message>
        <source>Nothing was said yet.</source>
        <translation>Noch wurde nichts gesagt.</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>help, read aloud</source>
        <translation>Hilfe, vorgelesen</translation>
    </message>
    <message>
        <source>private mode on or off: tones in place of words</source>
        <translation>Privatmodus an oder aus: Töne statt Worte</translation>
    </message>
    <message>
        <source>count mode on or off: notes are added up</source>
        <translation>Zählmodus an oder aus: Scheine werden addiert</translation>
    </message>
    <message>
        <source>tell what the camera sees</source>
        <translation>sagen, was die Kamera sieht</translation>
    </message>
    <message>
        <source>tell every note on the table</source>
        <translation>jeden Schein auf dem Tisch nennen</translation>
    </message>
    <message>
        <source>pause, and start again</source>
        <translation>anhalten und wieder starten</translation>
    </message>
    <message>
        <source>say the last value again</source>
        <translation>den letzten Wert noch einmal sagen</translation>
    </message>
    <message>
        <source>hush: stop speaking; skips the tour</source>
        <translation>still: nicht weitersprechen; überspringt den Rundgang</translation>
    </message>
    <message>
        <source>choose the camera</source>
        <translation>die Kamera wählen</translation>
    </message>
    <message>
        <source>a phone as the camera</source>
        <translation>ein Telefon als Kamera</translation>
    </message>
    <message>
        <source>choose the currencies; Space turns one on or off</source>
        <translation>die Währungen wählen; die Leertaste schaltet eine an oder aus</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>the counted notes</source>
        <translation>die gezählten Scheine</translation>
    </message>
    <message>
        <source>what was said</source>
        <translation>was gesagt wurde</translation>
    </message>
    <message>
        <source>tell which currency a note is; press again to turn that currency on</source>
        <translation>sagen, von welcher Währung ein Schein ist; noch einmal schaltet diese Währung ein</translation>
    </message>
    <message>
        <source>teach a note, and your taught notes</source>
        <translation>einen Schein lernen lassen, und die gelernten Scheine</translation>
    </message>
    <message>
        <source>read the counted notes and the total</source>
        <translation>die gezählten Scheine und die Summe vorlesen</translation>
    </message>
    <message>
        <source>take the last counted note back</source>
        <translation>den letzten gezählten Schein zurücknehmen</translation>
    </message>
    <message>
        <source>start counting anew</source>
        <translation>von vorn zählen</translation>
    </message>
    <message>
        <source>learn the tones of private mode</source>
        <translation>die Töne des Privatmodus lernen</translation>
    </message>
    <message>
        <source>hear the tour again</source>
        <translation>den Rundgang noch einmal hören</translation>
    </message>
    <message>
        <source>leave Noteworthy</source>
        <translation>Noteworthy beenden</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} oder {second}</translation>
    </message>
    <message>
        <source>{key} cannot be used. Choose a function key, or a key together with Ctrl or Alt.</source>
        <translation>{key} geht nicht. Wählen Sie eine Funktionstaste oder eine Taste zusammen mit Strg oder Alt.</translation>
    </message>
    <message>
        <source>{key} is already used for: {action}. Choose another.</source>
        <translation>{key} ist schon vergeben für: {action}. Wählen Sie eine andere.</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>First camera found</source>
        <translation>Erste gefundene Kamera</translation>
    </message>
    <message>
        <source>Demo with specimen notes</source>
        <translation>Vorführung mit Musterscheinen</translation>
    </message>
    <message>
        <source>{currency} (experimental)</source>
        <translation>{currency} (in Erprobung)</translation>
    </message>
    <message>
        <source>Main page</source>
        <translation>Hauptseite</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Looks at the camera again.</source>
        <translation>Schaut wieder in die Kamera.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stops looking at the camera until started again.</source>
        <translation>Schaut nicht mehr in die Kamera, bis wieder gestartet wird.</translation>
    </message>
    <message>
        <source>{names} and {number} more</source>
        <translation>{names} und {number} weitere</translation>
    </message>
    <message>
        <source>Your currencies: {names}</source>
        <translation>Ihre Währungen: {names}</translation>
    </message>
    <message>
        <source>The value of the note, as it was spoken last.</source>
        <translation>Der Wert des Scheins, wie er zuletzt gesagt wurde.</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>Kamerabild</translation>
    </message>
    <message>
        <source>What the camera sees now.</source>
        <translation>Was die Kamera jetzt sieht.</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>Noch kein Bild</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Nochmal</translation>
    </message>
    <message>
        <source>Says the last value again.</source>
        <translation>Sagt den letzten Wert noch einmal.</translation>
    </message>
    <message>
        <source>Hush</source>
        <translation>Still</translation>
    </message>
    <message>
        <source>Stops speaking.</source>
        <translation>Hört auf zu sprechen.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Schau</translation>
    </message>
    <message>
        <source>What do you see? Says value, how sure, where, and the light.</source>
        <translation>Was siehst du? Sagt Wert, Sicherheit, Lage und Licht.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tisch</translation>
    </message>
    <message>
        <source>Tells every note on the table, and counts them in count mode.</source>
        <translation>Nennt jeden Schein auf dem Tisch und zählt sie im Zählmodus.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Reads aloud how to use Noteworthy, and its keys.</source>
        <translation>Liest vor, wie Noteworthy benutzt wird, und seine Tasten.</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privat</translation>
    </message>
    <message>
        <source>Private mode: tones in place of words.</source>
        <translation>Privatmodus: Töne statt Worte.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Zählen</translation>
    </message>
    <message>
        <source>Count mode: notes are added up.</source>
        <translation>Zählmodus: Scheine werden addiert.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Scheine</translation>
    </message>
    <message>
        <source>The counted notes and their total.</source>
        <translation>Die gezählten Scheine und ihre Summe.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>What was said.</source>
        <translation>Was gesagt wurde.</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Teaches Noteworthy a note that it does not know, and lists your taught notes.</source>
        <translation>Lässt Noteworthy einen Schein lernen, den es nicht kennt, und zeigt die gelernten Scheine.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Language, voice, keys and colours.</source>
        <translation>Sprache, Stimme, Tasten und Farben.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Which camera is looked through.</source>
        <translation>Durch welche Kamera geschaut wird.</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Kameras</translation>
    </message>
    <message>
        <source>Only these are named.</source>
        <translation>Nur diese werden genannt.</translation>
    </message>
    <message>
        <source>Choose currencies</source>
        <translation>Währungen wählen</translation>
    </message>
    <message>
        <source>Opens the list of all currencies.</source>
        <translation>Öffnet die Liste aller Währungen.</translation>
    </message>
    <message>
        <source>Your currencies</source>
        <translation>Ihre Währungen</translation>
    </message>
    <message>
        <source>Network camera</source>
        <translation>Netzwerkkamera</translation>
    </message>
    <message>
        <source>Said: {text}</source>
        <translation>Gesagt: {text}</translation>
    </message>
    <message>
        <source>Value: {text}</source>
        <translation>Wert: {text}</translation>
    </message>
    <message>
        <source>Paused. {key} starts again.</source>
        <translation>Angehalten. {key} setzt fort.</translation>
    </message>
    <message>
        <source>That was the last picture.</source>
        <translation>Das war das letzte Bild.</translation>
    </message>
    <message>
        <source>Last: {text}</source>
        <translation>Zuletzt: {text}</translation>
    </message>
    <message>
        <source>The camera is being opened…</source>
        <translation>Die Kamera wird geöffnet…</translation>
    </message>
    <message>
        <source>Camera lost. Check its cable.</source>
        <translation>Kamera verloren. Prüfen Sie ihr Kabel.</translation>
    </message>
    <message>
        <source>No camera found. Connect one.</source>
        <translation>Keine Kamera gefunden. Schließen Sie eine an.</translation>
    </message>
    <message>
        <source>{key}: choose the camera.</source>
        <translation>{key}: Kamera wählen.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>What is missing, and what to do about it.</source>
        <translation>Was fehlt und was zu tun ist.</translation>
    </message>
    <message>
        <source>What was said last.</source>
        <translation>Was zuletzt gesagt wurde.</translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>Noch wurde nichts gesagt</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>To the main page.</source>
        <translation>Zur Hauptseite.</translation>
    </message>
    <message>
        <source>{what} Key {key}.</source>
        <translation>{what} Taste {key}.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Settings</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>The system&apos;s own</source>
        <translation>Wie im System</translation>
    </message>
    <message>
        <source>Language and voice</source>
        <translation>Sprache und Stimme</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>The voices of this language.</source>
        <translation>Die Stimmen dieser Sprache.</translation>
    </message>
    <message>
        <source>The one that fits the language</source>
        <translation>Die zur Sprache passt</translation>
    </message>
    <message>
        <source>Of the window and of what is said. Enter takes it.</source>
        <translation>Des Fensters und des Gesprochenen. Die Eingabetaste übernimmt sie.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>{number} words a minute</source>
        <translation>{number} Wörter in der Minute</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>Tonhöhe</translation>
    </message>
    <message>
        <source>{number} of 100</source>
        <translation>{number} von 100</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>{number} percent</source>
        <translation>{number} Prozent</translation>
    </message>
    <message>
        <source>Sound device</source>
        <translation>Tonausgabe</translation>
    </message>
    <message>
        <source>Where speech and tones sound.</source>
        <translation>Wo Sprache und Töne erklingen.</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>Ton an</translation>
    </message>
    <message>
        <source>Off: values are only shown.</source>
        <translation>Aus: Werte werden nur gezeigt.</translation>
    </message>
    <message>
        <source>Try the voice</source>
        <translation>Stimme ausprobieren</translation>
    </message>
    <message>
        <source>Says a sentence in the voice as it is now.</source>
        <translation>Sagt einen Satz mit der Stimme, wie sie jetzt ist.</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>Wer spricht</translation>
    </message>
    <message>
        <source>The screen reader speaks only while this window has the focus; otherwise the app does.</source>
        <translation>Der Bildschirmleser spricht nur, solange dieses Fenster den Fokus hat; sonst spricht die App.</translation>
    </message>
    <message>
        <source>Automatic: the screen reader if one is known to run</source>
        <translation>Automatisch: der Bildschirmleser, wenn sicher einer läuft</translation>
    </message>
    <message>
        <source>This app</source>
        <translation>Diese App</translation>
    </message>
    <message>
        <source>The screen reader</source>
        <translation>Der Bildschirmleser</translation>
    </message>
    <message>
        <source>Say buttons and lists aloud</source>
        <translation>Schaltflächen und Listen ansagen</translation>
    </message>
    <message>
        <source>For those who use no screen reader: what has the focus is said.</source>
        <translation>Für alle ohne Bildschirmleser: Was den Fokus hat, wird gesagt.</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Führung</translation>
    </message>
    <message>
        <source>How much is said besides values.</source>
        <translation>Wie viel außer den Werten gesagt wird.</translation>
    </message>
    <message>
        <source>Full: where to move the note, and why</source>
        <translation>Ausführlich: wohin mit dem Schein und warum</translation>
    </message>
    <message>
        <source>Brief: few words</source>
        <translation>Kurz: wenige Worte</translation>
    </message>
    <message>
        <source>Values only</source>
        <translation>Nur Werte</translation>
    </message>
    <message>
        <source>Tone that follows the note</source>
        <translation>Ton, der dem Schein folgt</translation>
    </message>
    <message>
        <source>Higher when the note is higher, and from the side where it is, until it is read.</source>
        <translation>Höher, wenn der Schein höher ist, und von der Seite, auf der er ist, bis er gelesen ist.</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Size of all text</source>
        <translation>Größe aller Texte</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Colours of the window.</source>
        <translation>Farben des Fensters.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie im System</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>Hoher Kontrast, dunkel</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>Hoher Kontrast, hell</translation>
    </message>
    <message>
        <source>Colours of the value</source>
        <translation>Farben des Werts</translation>
    </message>
    <message>
        <source>In which the value is shown.</source>
        <translation>In denen der Wert gezeigt wird.</translation>
    </message>
    <message>
        <source>As the theme</source>
        <translation>Wie im Farbschema</translation>
    </message>
    <message>
        <source>Yellow on black</source>
        <translation>Gelb auf Schwarz</translation>
    </message>
    <message>
        <source>White on black</source>
        <translation>Weiß auf Schwarz</translation>
    </message>
    <message>
        <source>Black on white</source>
        <translation>Schwarz auf Weiß</translation>
    </message>
    <message>
        <source>Black on yellow</source>
        <translation>Schwarz auf Gelb</translation>
    </message>
    <message>
        <source>White on blue</source>
        <translation>Weiß auf Blau</translation>
    </message>
    <message>
        <source>Green on black</source>
        <translation>Grün auf Schwarz</translation>
    </message>
    <message>
        <source>Size of the value</source>
        <translation>Größe des Werts</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>What each key does</source>
        <translation>Was jede Taste tut</translation>
    </message>
    <message>
        <source>Enter gives the chosen action another key.</source>
        <translation>Die Eingabetaste gibt der gewählten Aktion eine andere Taste.</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>Taste ändern</translation>
    </message>
    <message>
        <source>Gives the chosen action another key.</source>
        <translation>Gibt der gewählten Aktion eine andere Taste.</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>Anfangstasten</translation>
    </message>
    <message>
        <source>Gives every action its first key again.</source>
        <translation>Gibt jeder Aktion wieder ihre erste Taste.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>keine Taste</translation>
    </message>
    <message>
        <source>Arrow keys change it.</source>
        <translation>Pfeiltasten ändern es.</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>Eine andere Taste</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Takes the key away.</source>
        <translation>Nimmt die Taste weg.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Nichts wird geändert.</translation>
    </message>
    <message>
        <source>Press the new key for: {action}.</source>
        <translation>Drücken Sie die neue Taste für: {action}.</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Does not check whether a note is genuine.</source>
        <translation>Prüft nicht, ob ein Schein echt ist.</translation>
    </message>
    <message>
        <source>Hold a note in front of the camera</source>
        <translation>Halten Sie einen Schein vor die Kamera</translation>
    </message>
    <message>
        <source>No picture in private mode</source>
        <translation>Kein Bild im Privatmodus</translation>
    </message>
    <message>
        <source>One currency at least stays on.</source>
        <translation>Mindestens eine Währung bleibt an.</translation>
    </message>
    <message>
        <source>{key}: {what}.</source>
        <translation>{key}: {what}.</translation>
    </message>
    <message>
        <source>Hold one note in front of the camera, about a hand&apos;s length away. Its value is spoken and shown.</source>
        <translation>Halten Sie einen Schein vor die Kamera, etwa eine Handlänge entfernt. Sein Wert wird gesagt und gezeigt.</translation>
    </message>
    <message>
        <source>Tab: to the next part of the window. Escape: back to the main page.</source>
        <translation>Tabulator: zum nächsten Teil des Fensters. Escape: zurück zur Hauptseite.</translation>
    </message>
    <message>
        <source>Ctrl and Plus: larger text. Ctrl and Minus: smaller text. Ctrl and 0: text of the usual size.</source>
        <translation>Strg und Plus: größerer Text. Strg und Minus: kleinerer Text. Strg und 0: Text in üblicher Größe.</translation>
    </message>
    <message>
        <source>Every key can be changed in the settings.</source>
        <translation>Jede Taste lässt sich in den Einstellungen ändern.</translation>
    </message>
    <message>
        <source>Only the currencies that are turned on are named. Fewer of them are read more surely.</source>
        <translation>Nur eingeschaltete Währungen werden genannt. Wenige werden sicherer erkannt.</translation>
    </message>
    <message>
        <source>Welcome to Noteworthy. This tour takes a minute. {hush} skips it.</source>
        <translation>Willkommen bei Noteworthy. Dieser Rundgang dauert eine Minute. {hush} überspringt ihn.</translation>
    </message>
    <message>
        <source>Noteworthy tells you which banknote is in front of the camera.</source>
        <translation>Noteworthy sagt Ihnen, welcher Geldschein vor der Kamera ist.</translation>
    </message>
    <message>
        <source>Hold one note, flat, about a hand&apos;s length from the camera, and keep still. You hear its value. If something is in the way, you hear what to do: closer, left, more light.</source>
        <translation>Halten Sie einen Schein flach und ruhig etwa eine Handlänge vor die Kamera. Sie hören seinen Wert. Ist etwas im Weg, hören Sie, was zu tun ist: näher, links, mehr Licht.</translation>
    </message>
    <message>
        <source>{repeat} says the value again. {hush} hushes. {what} tells what the camera sees.</source>
        <translation>{repeat} sagt den Wert noch einmal. {hush} macht still. {what} sagt, was die Kamera sieht.</translation>
    </message>
    <message>
        <source>{count} adds your notes up. {private} turns words into tones that only you understand.</source>
        <translation>{count} addiert Ihre Scheine. {private} macht aus Worten Töne, die nur Sie verstehen.</translation>
    </message>
    <message>
        <source>{help} reads all keys to you. It never tells whether a note is genuine.</source>
        <translation>{help} liest Ihnen alle Tasten vor. Ob ein Schein echt ist, wird nie gesagt.</translation>
    </message>
    <message>
        <source>Now listen to three notes of play money.</source>
        <translation>Hören Sie jetzt drei Scheine Spielgeld.</translation>
    </message>
    <message>
        <source>The tour was skipped.</source>
        <translation>Der Rundgang wurde übersprungen.</translation>
    </message>
    <message>
        <source>That was the tour.</source>
        <translation>Das war der Rundgang.</translation>
    </message>
    <message>
        <source>Press {key} to choose your currencies.</source>
        <translation>Mit {key} wählen Sie Ihre Währungen.</translation>
    </message>
    <message>
        <source>In private mode a note is told by short tones and not by words. The lowest value of a currency is one tone, the next two, and so on; they come in groups of three. Choose one and press Enter to hear it.</source>
        <translation>Im Privatmodus sagen kurze Töne statt Worte, welcher Schein es ist. Der kleinste Wert einer Währung ist ein Ton, der nächste zwei und so weiter, in Dreiergruppen. Wählen Sie einen und drücken Sie die Eingabetaste, um ihn zu hören.</translation>
    </message>
    <message>
        <source>Tones: {count}</source>
        <translation>Töne: {count}</translation>
    </message>
    <message>
        <source>Not understood: try again</source>
        <translation>Nicht erkannt: noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>Tones</name>
    <message>
        <source>Tones of private mode</source>
        <translation>Töne des Privatmodus</translation>
    </message>
    <message>
        <source>Tones</source>
        <translation>Töne</translation>
    </message>
    <message>
        <source>Enter plays the chosen tones.</source>
        <translation>Die Eingabetaste spielt die gewählten Töne.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Plays the chosen tones; so does Enter.</source>
        <translation>Spielt die gewählten Töne; die Eingabetaste auch.</translation>
    </message>
</context>
<context>
    <name>Voice</name>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
</context>
</TS>
