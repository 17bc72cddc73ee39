<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es">
<context>
    <name>Count</name>
    <message>
        <source>Counted notes</source>
        <translation>Billetes contados</translation>
    </message>
    <message>
        <source>The total of each currency.</source>
        <translation>El total de cada moneda.</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Lo más reciente primero</translation>
    </message>
    <message>
        <source>The notes that were counted.</source>
        <translation>Los billetes que se han contado.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Says notes and total.</source>
        <translation>Dice los billetes y el total.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Takes the last note back.</source>
        <translation>Quita el último billete.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Vaciar</translation>
    </message>
    <message>
        <source>Starts anew.</source>
        <translation>Empieza de nuevo.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copies the list as a table.</source>
        <translation>Copia la lista como tabla.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Guardar…</translation>
    </message>
    <message>
        <source>Saves the list as a CSV file.</source>
        <translation>Guarda la lista como archivo CSV.</translation>
    </message>
    <message>
        <source>Total: {amounts}</source>
        <translation>Total: {amounts}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>nada todavía</translation>
    </message>
    <message>
        <source>No note was counted yet.</source>
        <translation>Todavía no se ha contado ningún billete.</translation>
    </message>
    <message>
        <source>Save the counted notes</source>
        <translation>Guardar los billetes contados</translation>
    </message>
</context>
<context>
    <name>Currencies</name>
    <message>
        <source>Your currencies</source>
        <translation>Sus monedas</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Arrow keys go through what was found.</source>
        <translation>Las flechas recorren lo encontrado.</translation>
    </message>
    <message>
        <source>Name, code or country</source>
        <translation>Nombre, código o país</translation>
    </message>
    <message>
        <source>Currencies</source>
        <translation>Monedas</translation>
    </message>
    <message>
        <source>Space turns one on or off, Enter keeps only this one, letters search.</source>
        <translation>Espacio activa o desactiva una, Intro deja solo esta, las letras buscan.</translation>
    </message>
    <message>
        <source>Only this one</source>
        <translation>Solo esta</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Intro</translation>
    </message>
    <message>
        <source>Turns all others off.</source>
        <translation>Desactiva todas las demás.</translation>
    </message>
    <message>
        <source>All usual ones</source>
        <translation>Todas las habituales</translation>
    </message>
    <message>
        <source>Turns on all that are read well.</source>
        <translation>Activa todas las que se leen bien.</translation>
    </message>
    <message>
        <source>Currencies shown: {number}</source>
        <translation>Monedas mostradas: {number}</translation>
    </message>
    <message>
        <source>{currency}, on</source>
        <translation>{currency}, activada</translation>
    </message>
    <message>
        <source>{currency}, off</source>
        <translation>{currency}, desactivada</translation>
    </message>
</context>
<context>
    <name>Fonts</name>
    <message>
        <source>No font on this computer can show {language}. Install one: on Debian and Ubuntu the package {package}.</source>
        <translation>Ninguna fuente de este ordenador puede mostrar {language}. Instale una: en Debian y Ubuntu, el paquete {package}.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>How to use Noteworthy</source>
        <translation>Cómo se usa Noteworthy</translation>
    </message>
    <message>
        <source>Arrow keys read it line by line.</source>
        <translation>Las flechas la leen línea por línea.</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Leer en voz alta</translation>
    </message>
    <message>
        <source>Reads this help aloud from its beginning.</source>
        <translation>Lee esta ayuda en voz alta desde el principio.</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Recorrido</translation>
    </message>
    <message>
        <source>Plays the tour of the first start again, about a minute.</source>
        <translation>Repite el recorrido del primer inicio, cerca de un minuto.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>What was said</source>
        <translation>Lo que se dijo</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Lo más reciente primero</translation>
    </message>
    <message>
        <source>Enter says a line again.</source>
        <translation>Intro repite una línea.</translation>
    </message>
    <message>
        <source>Nothing was said yet.</source>
        <translation>Todavía no se ha dicho nada.</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>help, read aloud</source>
        <translation>ayuda, leída en voz alta</translation>
    </message>
    <message>
        <source>private mode on or off: tones in place of words</source>
        <translation>modo privado sí o no: tonos en lugar de palabras</translation>
    </message>
    <message>
        <source>count mode on or off: notes are added up</source>
        <translation>modo de recuento sí o no: los billetes se suman</translation>
    </message>
    <message>
        <source>tell what the camera sees</source>
        <translation>decir lo que ve la cámara</translation>
    </message>
    <message>
        <source>tell every note on the table</source>
        <translation>decir cada billete que hay en la mesa</translation>
    </message>
    <message>
        <source>pause, and start again</source>
        <translation>pausar y volver a empezar</translation>
    </message>
    <message>
        <source>say the last value again</source>
        <translation>repetir el último valor</translation>
    </message>
    <message>
        <source>hush: stop speaking; skips the tour</source>
        <translation>callar: deja de hablar; salta el recorrido</translation>
    </message>
    <message>
        <source>choose the camera</source>
        <translation>elegir la cámara</translation>
    </message>
    <message>
        <source>a phone as the camera</source>
        <translation>un teléfono como cámara</translation>
    </message>
    <message>
        <source>choose the currencies; Space turns one on or off</source>
        <translation>elegir las monedas; Espacio activa o desactiva una</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>ajustes</translation>
    </message>
    <message>
        <source>the counted notes</source>
        <translation>los billetes contados</translation>
    </message>
    <message>
        <source>what was said</source>
        <translation>lo que se dijo</translation>
    </message>
    <message>
        <source>tell which currency a note is; press again to turn that currency on</source>
        <translation>decir de qué moneda es un billete; otra vez para activar esa moneda</translation>
    </message>
    <message>
        <source>teach a note, and your taught notes</source>
        <translation>enseñar un billete, y los billetes enseñados</translation>
    </message>
    <message>
        <source>read the counted notes and the total</source>
        <translation>leer los billetes contados y el total</translation>
    </message>
    <message>
        <source>take the last counted note back</source>
        <translation>quitar el último billete contado</translation>
    </message>
    <message>
        <source>start counting anew</source>
        <translation>empezar a contar de nuevo</translation>
    </message>
    <message>
        <source>learn the tones of private mode</source>
        <translation>aprender los tonos del modo privado</translation>
    </message>
    <message>
        <source>hear the tour again</source>
        <translation>oír el recorrido otra vez</translation>
    </message>
    <message>
        <source>leave Noteworthy</source>
        <translation>salir de Noteworthy</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} o {second}</translation>
    </message>
    <message>
        <source>{key} cannot be used. Choose a function key, or a key together with Ctrl or Alt.</source>
        <translation>{key} no sirve. Elija una tecla de función, o una tecla junto con Ctrl o Alt.</translation>
    </message>
    <message>
        <source>{key} is already used for: {action}. Choose another.</source>
        <translation>{key} ya se usa para: {action}. Elija otra.</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>First camera found</source>
        <translation>Primera cámara encontrada</translation>
    </message>
    <message>
        <source>Demo with specimen notes</source>
        <translation>Demostración con billetes de muestra</translation>
    </message>
    <message>
        <source>{currency} (experimental)</source>
        <translation>{currency} (experimental)</translation>
    </message>
    <message>
        <source>Main page</source>
        <translation>Página principal</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Empezar</translation>
    </message>
    <message>
        <source>Looks at the camera again.</source>
        <translation>Vuelve a mirar por la cámara.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Stops looking at the camera until started again.</source>
        <translation>Deja de mirar por la cámara hasta que se vuelva a empezar.</translation>
    </message>
    <message>
        <source>{names} and {number} more</source>
        <translation>{names} y {number} más</translation>
    </message>
    <message>
        <source>Your currencies: {names}</source>
        <translation>Sus monedas: {names}</translation>
    </message>
    <message>
        <source>The value of the note, as it was spoken last.</source>
        <translation>El valor del billete, tal como se dijo por última vez.</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>Imagen de la cámara</translation>
    </message>
    <message>
        <source>What the camera sees now.</source>
        <translation>Lo que ve ahora la cámara.</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>Aún sin imagen</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Repetir</translation>
    </message>
    <message>
        <source>Says the last value again.</source>
        <translation>Repite el último valor.</translation>
    </message>
    <message>
        <source>Hush</source>
        <translation>Callar</translation>
    </message>
    <message>
        <source>Stops speaking.</source>
        <translation>Deja de hablar.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Mirar</translation>
    </message>
    <message>
        <source>What do you see? Says value, how sure, where, and the light.</source>
        <translation>¿Qué ves? Dice el valor, la seguridad, el lugar y la luz.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Mesa</translation>
    </message>
    <message>
        <source>Tells every note on the table, and counts them in count mode.</source>
        <translation>Dice cada billete que hay en la mesa, y los cuenta en el modo de recuento.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Reads aloud how to use Noteworthy, and its keys.</source>
        <translation>Lee en voz alta cómo se usa Noteworthy, y sus teclas.</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privado</translation>
    </message>
    <message>
        <source>Private mode: tones in place of words.</source>
        <translation>Modo privado: tonos en lugar de palabras.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Contar</translation>
    </message>
    <message>
        <source>Count mode: notes are added up.</source>
        <translation>Modo de recuento: los billetes se suman.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Billetes</translation>
    </message>
    <message>
        <source>The counted notes and their total.</source>
        <translation>Los billetes contados y su total.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>What was said.</source>
        <translation>Lo que se dijo.</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Enseñar</translation>
    </message>
    <message>
        <source>Teaches Noteworthy a note that it does not know, and lists your taught notes.</source>
        <translation>Enseña a Noteworthy un billete que no conoce, y muestra los billetes enseñados.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Language, voice, keys and colours.</source>
        <translation>Idioma, voz, teclas y colores.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Cámara</translation>
    </message>
    <message>
        <source>Which camera is looked through.</source>
        <translation>Por qué cámara se mira.</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Cámaras</translation>
    </message>
    <message>
        <source>Only these are named.</source>
        <translation>Solo se nombran estas.</translation>
    </message>
    <message>
        <source>Choose currencies</source>
        <translation>Elegir monedas</translation>
    </message>
    <message>
        <source>Opens the list of all currencies.</source>
        <translation>Abre la lista de todas las monedas.</translation>
    </message>
    <message>
        <source>Your currencies</source>
        <translation>Sus monedas</translation>
    </message>
    <message>
        <source>Network camera</source>
        <translation>Cámara de red</translation>
    </message>
    <message>
        <source>Said: {text}</source>
        <translation>Dicho: {text}</translation>
    </message>
    <message>
        <source>Value: {text}</source>
        <translation>Valor: {text}</translation>
    </message>
    <message>
        <source>Paused. {key} starts again.</source>
        <translation>En pausa. {key} reanuda.</translation>
    </message>
    <message>
        <source>That was the last picture.</source>
        <translation>Esa fue la última imagen.</translation>
    </message>
    <message>
        <source>Last: {text}</source>
        <translation>Último: {text}</translation>
    </message>
    <message>
        <source>The camera is being opened…</source>
        <translation>Se está abriendo la cámara…</translation>
    </message>
    <message>
        <source>Camera lost. Check its cable.</source>
        <translation>Se perdió la cámara. Revise su cable.</translation>
    </message>
    <message>
        <source>No camera found. Connect one.</source>
        <translation>No se encontró ninguna cámara. Conecte una.</translation>
    </message>
    <message>
        <source>{key}: choose the camera.</source>
        <translation>{key}: elegir la cámara.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Sin imagen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
    <message>
        <source>What is missing, and what to do about it.</source>
        <translation>Lo que falta, y qué hacer.</translation>
    </message>
    <message>
        <source>What was said last.</source>
        <translation>Lo último que se dijo.</translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>Todavía no se ha dicho nada</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Back</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>To the main page.</source>
        <translation>A la página principal.</translation>
    </message>
    <message>
        <source>{what} Key {key}.</source>
        <translation>{what} Tecla {key}.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>The system&apos;s own</source>
        <translation>El del sistema</translation>
    </message>
    <message>
        <source>Language and voice</source>
        <translation>Idioma y voz</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Voz</translation>
    </message>
    <message>
        <source>The voices of this language.</source>
        <translation>Las voces de este idioma.</translation>
    </message>
    <message>
        <source>The one that fits the language</source>
        <translation>La que corresponde al idioma</translation>
    </message>
    <message>
        <source>Of the window and of what is said. Enter takes it.</source>
        <translation>De la ventana y de lo que se dice. Intro lo acepta.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Velocidad</translation>
    </message>
    <message>
        <source>{number} words a minute</source>
        <translation>{number} palabras por minuto</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>Tono</translation>
    </message>
    <message>
        <source>{number} of 100</source>
        <translation>{number} de 100</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>{number} percent</source>
        <translation>{number} por ciento</translation>
    </message>
    <message>
        <source>Sound device</source>
        <translation>Dispositivo de sonido</translation>
    </message>
    <message>
        <source>Where speech and tones sound.</source>
        <translation>Dónde suenan la voz y los tonos.</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>Sonido activado</translation>
    </message>
    <message>
        <source>Off: values are only shown.</source>
        <translation>Desactivado: los valores solo se muestran.</translation>
    </message>
    <message>
        <source>Try the voice</source>
        <translation>Probar la voz</translation>
    </message>
    <message>
        <source>Says a sentence in the voice as it is now.</source>
        <translation>Dice una frase con la voz tal como está ahora.</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>Quién habla</translation>
    </message>
    <message>
        <source>The screen reader speaks only while this window has the focus; otherwise the app does.</source>
        <translation>El lector de pantalla habla solo mientras esta ventana tiene el foco; si no, habla la aplicación.</translation>
    </message>
    <message>
        <source>Automatic: the screen reader if one is known to run</source>
        <translation>Automático: el lector de pantalla si consta que hay uno</translation>
    </message>
    <message>
        <source>This app</source>
        <translation>Esta aplicación</translation>
    </message>
    <message>
        <source>The screen reader</source>
        <translation>El lector de pantalla</translation>
    </message>
    <message>
        <source>Say buttons and lists aloud</source>
        <translation>Decir botones y listas en voz alta</translation>
    </message>
    <message>
        <source>For those who use no screen reader: what has the focus is said.</source>
        <translation>Para quien no usa lector de pantalla: se dice lo que tiene el foco.</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Indicaciones</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Guía</translation>
    </message>
    <message>
        <source>How much is said besides values.</source>
        <translation>Cuánto se dice además de los valores.</translation>
    </message>
    <message>
        <source>Full: where to move the note, and why</source>
        <translation>Completa: adónde mover el billete, y por qué</translation>
    </message>
    <message>
        <source>Brief: few words</source>
        <translation>Breve: pocas palabras</translation>
    </message>
    <message>
        <source>Values only</source>
        <translation>Solo valores</translation>
    </message>
    <message>
        <source>Tone that follows the note</source>
        <translation>Tono que sigue al billete</translation>
    </message>
    <message>
        <source>Higher when the note is higher, and from the side where it is, until it is read.</source>
        <translation>Más agudo cuanto más alto está el billete, y desde el lado donde está, hasta que se lee.</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>Aspecto</translation>
    </message>
    <message>
        <source>Size of all text</source>
        <translation>Tamaño de todo el texto</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Colours of the window.</source>
        <translation>Colores de la ventana.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>Alto contraste, oscuro</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>Alto contraste, claro</translation>
    </message>
    <message>
        <source>Colours of the value</source>
        <translation>Colores del valor</translation>
    </message>
    <message>
        <source>In which the value is shown.</source>
        <translation>En los que se muestra el valor.</translation>
    </message>
    <message>
        <source>As the theme</source>
        <translation>Como el tema</translation>
    </message>
    <message>
        <source>Yellow on black</source>
        <translation>Amarillo sobre negro</translation>
    </message>
    <message>
        <source>White on black</source>
        <translation>Blanco sobre negro</translation>
    </message>
    <message>
        <source>Black on white</source>
        <translation>Negro sobre blanco</translation>
    </message>
    <message>
        <source>Black on yellow</source>
        <translation>Negro sobre amarillo</translation>
    </message>
    <message>
        <source>White on blue</source>
        <translation>Blanco sobre azul</translation>
    </message>
    <message>
        <source>Green on black</source>
        <translation>Verde sobre negro</translation>
    </message>
    <message>
        <source>Size of the value</source>
        <translation>Tamaño del valor</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>What each key does</source>
        <translation>Qué hace cada tecla</translation>
    </message>
    <message>
        <source>Enter gives the chosen action another key.</source>
        <translation>Intro da otra tecla a la acción elegida.</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>Cambiar la tecla</translation>
    </message>
    <message>
        <source>Gives the chosen action another key.</source>
        <translation>Da otra tecla a la acción elegida.</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>Teclas iniciales</translation>
    </message>
    <message>
        <source>Gives every action its first key again.</source>
        <translation>Devuelve a cada acción su primera tecla.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>sin tecla</translation>
    </message>
    <message>
        <source>Arrow keys change it.</source>
        <translation>Las flechas lo cambian.</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>Otra tecla</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Sin tecla</translation>
    </message>
    <message>
        <source>Takes the key away.</source>
        <translation>Quita la tecla.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Dejarla</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>No se cambia nada.</translation>
    </message>
    <message>
        <source>Press the new key for: {action}.</source>
        <translation>Pulse la tecla nueva para: {action}.</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Does not check whether a note is genuine.</source>
        <translation>No comprueba si un billete es auténtico.</translation>
    </message>
    <message>
        <source>Hold a note in front of the camera</source>
        <translation>Ponga un billete delante de la cámara</translation>
    </message>
    <message>
        <source>No picture in private mode</source>
        <translation>Sin imagen en modo privado</translation>
    </message>
    <message>
        <source>One currency at least stays on.</source>
        <translation>Al menos una moneda queda activada.</translation>
    </message>
    <message>
        <source>{key}: {what}.</source>
        <translation>{key}: {what}.</translation>
    </message>
    <message>
        <source>Hold one note in front of the camera, about a hand&apos;s length away. Its value is spoken and shown.</source>
        <translation>Ponga un billete delante de la cámara, a un palmo de distancia. Su valor se dice y se muestra.</translation>
    </message>
    <message>
        <source>Tab: to the next part of the window. Escape: back to the main page.</source>
        <translation>Tabulador: a la siguiente parte de la ventana. Escape: vuelve a la página principal.</translation>
    </message>
    <message>
        <source>Ctrl and Plus: larger text. Ctrl and Minus: smaller text. Ctrl and 0: text of the usual size.</source>
        <translation>Ctrl y Más: texto más grande. Ctrl y Menos: texto más pequeño. Ctrl y 0: texto de tamaño normal.</translation>
    </message>
    <message>
        <source>Every key can be changed in the settings.</source>
        <translation>Todas las teclas se pueden cambiar en los ajustes.</translation>
    </message>
    <message>
        <source>Only the currencies that are turned on are named. Fewer of them are read more surely.</source>
        <translation>Solo se nombran las monedas activadas. Cuantas menos, mejor se reconocen.</translation>
    </message>
    <message>
        <source>Welcome to Noteworthy. This tour takes a minute. {hush} skips it.</source>
        <translation>Bienvenido a Noteworthy. Este recorrido dura un minuto. {hush} lo salta.</translation>
    </message>
    <message>
        <source>Noteworthy tells you which banknote is in front of the camera.</source>
        <translation>Noteworthy le dice qué billete hay delante de la cámara.</translation>
    </message>
    <message>
        <source>Hold one note, flat, about a hand&apos;s length from the camera, and keep still. You hear its value. If something is in the way, you hear what to do: closer, left, more light.</source>
        <translation>Ponga un billete, plano, a un palmo de la cámara, y no lo mueva. Oirá su valor. Si algo lo impide, oirá qué hacer: más cerca, a la izquierda, más luz.</translation>
    </message>
    <message>
        <source>{repeat} says the value again. {hush} hushes. {what} tells what the camera sees.</source>
        <translation>{repeat} repite el valor. {hush} hace callar. {what} dice lo que ve la cámara.</translation>
    </message>
    <message>
        <source>{count} adds your notes up. {private} turns words into tones that only you understand.</source>
        <translation>{count} suma sus billetes. {private} convierte las palabras en tonos que solo usted entiende.</translation>
    </message>
    <message>
        <source>{help} reads all keys to you. It never tells whether a note is genuine.</source>
        <translation>{help} le lee todas las teclas. Nunca dice si un billete es auténtico.</translation>
    </message>
    <message>
        <source>Now listen to three notes of play money.</source>
        <translation>Escuche ahora tres billetes de dinero de juguete.</translation>
    </message>
    <message>
        <source>The tour was skipped.</source>
        <translation>Se saltó el recorrido.</translation>
    </message>
    <message>
        <source>That was the tour.</source>
        <translation>Ese fue el recorrido.</translation>
    </message>
    <message>
        <source>Press {key} to choose your currencies.</source>
        <translation>Pulse {key} para elegir sus monedas.</translation>
    </message>
    <message>
        <source>In private mode a note is told by short tones and not by words. The lowest value of a currency is one tone, the next two, and so on; they come in groups of three. Choose one and press Enter to hear it.</source>
        <translation>En el modo privado, tonos cortos en lugar de palabras dicen qué billete es. El valor más bajo de una moneda es un tono, el siguiente dos, y así sucesivamente, en grupos de tres. Elija uno y pulse Intro para oírlo.</translation>
    </message>
    <message>
        <source>Tones: {count}</source>
        <translation>Tonos: {count}</translation>
    </message>
    <message>
        <source>Not understood: try again</source>
        <translation>No reconocido: inténtelo otra vez</translation>
    </message>
</context>
<context>
    <name>Tones</name>
    <message>
        <source>Tones of private mode</source>
        <translation>Tonos del modo privado</translation>
    </message>
    <message>
        <source>Tones</source>
        <translation>Tonos</translation>
    </message>
    <message>
        <source>Enter plays the chosen tones.</source>
        <translation>Intro reproduce los tonos elegidos.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Plays the chosen tones; so does Enter.</source>
        <translation>Reproduce los tonos elegidos; Intro también.</translation>
    </message>
</context>
<context>
    <name>Voice</name>
    <message>
        <source>on</source>
        <translation>activado</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desactivado</translation>
    </message>
</context>
</TS>
