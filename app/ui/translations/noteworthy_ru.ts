<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru">
<context>
    <name>Count</name>
    <message>
        <source>Counted notes</source>
        <translation>Посчитанные купюры</translation>
    </message>
    <message>
        <source>The total of each currency.</source>
        <translation>Сумма по каждой валюте.</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Итого</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Сначала новые</translation>
    </message>
    <message>
        <source>The notes that were counted.</source>
        <translation>Купюры, которые были посчитаны.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Читать</translation>
    </message>
    <message>
        <source>Says notes and total.</source>
        <translation>Называет купюры и сумму.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Takes the last note back.</source>
        <translation>Отменяет последнюю купюру.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Очистить</translation>
    </message>
    <message>
        <source>Starts anew.</source>
        <translation>Начинает заново.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копия</translation>
    </message>
    <message>
        <source>Copies the list as a table.</source>
        <translation>Копирует список как таблицу.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Сохранить…</translation>
    </message>
    <message>
        <source>Saves the list as a CSV file.</source>
        <translation>Сохраняет список как файл CSV.</translation>
    </message>
    <message>
        <source>Total: {amounts}</source>
        <translation>Итого: {amounts}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>пока ничего</translation>
    </message>
    <message>
        <source>No note was counted yet.</source>
        <translation>Ни одной купюры ещё не посчитано.</translation>
    </message>
    <message>
        <source>Save the counted notes</source>
        <translation>Сохранить посчитанные купюры</translation>
    </message>
</context>
<context>
    <name>Currencies</name>
    <message>
        <source>Your currencies</source>
        <translation>Ваши валюты</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Arrow keys go through what was found.</source>
        <translation>Стрелки перебирают найденное.</translation>
    </message>
    <message>
        <source>Name, code or country</source>
        <translation>Название, код или страна</translation>
    </message>
    <message>
        <source>Currencies</source>
        <translation>Валюты</translation>
    </message>
    <message>
        <source>Space turns one on or off, Enter keeps only this one, letters search.</source>
        <translation>Пробел включает или выключает, Enter оставляет только эту, буквы ищут.</translation>
    </message>
    <message>
        <source>Only this one</source>
        <translation>Только эта</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Turns all others off.</source>
        <translation>Выключает все остальные.</translation>
    </message>
    <message>
        <source>All usual ones</source>
        <translation>Все обычные</translation>
    </message>
    <message>
        <source>Turns on all that are read well.</source>
        <translation>Включает все, что читаются хорошо.</translation>
    </message>
    <message>
        <source>Currencies shown: {number}</source>
        <translation>Показано валют: {number}</translation>
    </message>
    <message>
        <source>{currency}, on</source>
        <translation>{currency}, включена</translation>
    </message>
    <message>
        <source>{currency}, off</source>
        <translation>{currency}, выключена</translation>
    </message>
</context>
<context>
    <name>Fonts</name>
    <message>
        <source>No font on this computer can show {language}. Install one: on Debian and Ubuntu the package {package}.</source>
        <translation>Ни один шрифт на этом компьютере не может показать {language}. Установите его: в Debian и Ubuntu это пакет {package}.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>How to use Noteworthy</source>
        <translation>Как пользоваться Noteworthy</translation>
    </message>
    <message>
        <source>Arrow keys read it line by line.</source>
        <translation>Стрелки читают её по строкам.</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Прочитать вслух</translation>
    </message>
    <message>
        <source>Reads this help aloud from its beginning.</source>
        <translation>Читает эту помощь вслух с начала.</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Обзор</translation>
    </message>
    <message>
        <source>Plays the tour of the first start again, about a minute.</source>
        <translation>Повторяет обзор первого запуска, около минуты.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>What was said</source>
        <translation>Что было сказано</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Сначала новые</translation>
    </message>
    <message>
        <source>Enter says a line again.</source>
        <translation>Ввод повторяет строку.</translation>
    </message>
    <message>
        <source>Nothing was said yet.</source>
        <translation>Пока ничего не сказано.</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>help, read aloud</source>
        <translation>помощь, чтение вслух</translation>
    </message>
    <message>
        <source>private mode on or off: tones in place of words</source>
        <translation>личный режим включить или выключить: тоны вместо слов</translation>
    </message>
    <message>
        <source>count mode on or off: notes are added up</source>
        <translation>режим счёта включить или выключить: купюры складываются</translation>
    </message>
    <message>
        <source>tell what the camera sees</source>
        <translation>сказать, что видит камера</translation>
    </message>
    <message>
        <source>tell every note on the table</source>
        <translation>назвать каждую банкноту на столе</translation>
    </message>
    <message>
        <source>pause, and start again</source>
        <translation>пауза и снова старт</translation>
    </message>
    <message>
        <source>say the last value again</source>
        <translation>повторить последнее значение</translation>
    </message>
    <message>
        <source>hush: stop speaking; skips the tour</source>
        <translation>тихо: замолчать; пропускает обзор</translation>
    </message>
    <message>
        <source>choose the camera</source>
        <translation>выбрать камеру</translation>
    </message>
    <message>
        <source>a phone as the camera</source>
        <translation>телефон вместо камеры</translation>
    </message>
    <message>
        <source>choose the currencies; Space turns one on or off</source>
        <translation>выбрать валюты; пробел включает или выключает</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>настройки</translation>
    </message>
    <message>
        <source>the counted notes</source>
        <translation>посчитанные купюры</translation>
    </message>
    <message>
        <source>what was said</source>
        <translation>что было сказано</translation>
    </message>
    <message>
        <source>tell which currency a note is; press again to turn that currency on</source>
        <translation>сказать, какой валюты банкнота; ещё раз — включить эту валюту</translation>
    </message>
    <message>
        <source>teach a note, and your taught notes</source>
        <translation>запомнить банкноту, и сохранённые банкноты</translation>
    </message>
    <message>
        <source>read the counted notes and the total</source>
        <translation>прочитать посчитанные купюры и сумму</translation>
    </message>
    <message>
        <source>take the last counted note back</source>
        <translation>отменить последнюю посчитанную купюру</translation>
    </message>
    <message>
        <source>start counting anew</source>
        <translation>начать счёт заново</translation>
    </message>
    <message>
        <source>learn the tones of private mode</source>
        <translation>изучить тоны личного режима</translation>
    </message>
    <message>
        <source>hear the tour again</source>
        <translation>послушать обзор ещё раз</translation>
    </message>
    <message>
        <source>leave Noteworthy</source>
        <translation>выйти из Noteworthy</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} или {second}</translation>
    </message>
    <message>
        <source>{key} cannot be used. Choose a function key, or a key together with Ctrl or Alt.</source>
        <translation>{key} использовать нельзя. Выберите функциональную клавишу или клавишу вместе с Ctrl или Alt.</translation>
    </message>
    <message>
        <source>{key} is already used for: {action}. Choose another.</source>
        <translation>{key} уже занята: {action}. Выберите другую.</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>First camera found</source>
        <translation>Первая найденная камера</translation>
    </message>
    <message>
        <source>Demo with specimen notes</source>
        <translation>Показ с образцами купюр</translation>
    </message>
    <message>
        <source>{currency} (experimental)</source>
        <translation>{currency} (в испытании)</translation>
    </message>
    <message>
        <source>Main page</source>
        <translation>Главная страница</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Старт</translation>
    </message>
    <message>
        <source>Looks at the camera again.</source>
        <translation>Снова смотрит в камеру.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Stops looking at the camera until started again.</source>
        <translation>Не смотрит в камеру, пока не будет старта.</translation>
    </message>
    <message>
        <source>{names} and {number} more</source>
        <translation>{names} и ещё {number}</translation>
    </message>
    <message>
        <source>Your currencies: {names}</source>
        <translation>Ваши валюты: {names}</translation>
    </message>
    <message>
        <source>The value of the note, as it was spoken last.</source>
        <translation>Достоинство купюры, названное последним.</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>Картинка камеры</translation>
    </message>
    <message>
        <source>What the camera sees now.</source>
        <translation>Что камера видит сейчас.</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>Картинки пока нет</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Повтор</translation>
    </message>
    <message>
        <source>Says the last value again.</source>
        <translation>Повторяет последнее значение.</translation>
    </message>
    <message>
        <source>Hush</source>
        <translation>Тихо</translation>
    </message>
    <message>
        <source>Stops speaking.</source>
        <translation>Перестаёт говорить.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Обзор</translation>
    </message>
    <message>
        <source>What do you see? Says value, how sure, where, and the light.</source>
        <translation>Что видно? Называет значение, уверенность, место и свет.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Стол</translation>
    </message>
    <message>
        <source>Tells every note on the table, and counts them in count mode.</source>
        <translation>Называет каждую банкноту на столе, а в режиме подсчёта складывает их.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Помощь</translation>
    </message>
    <message>
        <source>Reads aloud how to use Noteworthy, and its keys.</source>
        <translation>Читает вслух, как пользоваться Noteworthy, и его клавиши.</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Личный</translation>
    </message>
    <message>
        <source>Private mode: tones in place of words.</source>
        <translation>Личный режим: тоны вместо слов.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Счёт</translation>
    </message>
    <message>
        <source>Count mode: notes are added up.</source>
        <translation>Режим счёта: купюры складываются.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Купюры</translation>
    </message>
    <message>
        <source>The counted notes and their total.</source>
        <translation>Посчитанные купюры и их сумма.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>What was said.</source>
        <translation>Что было сказано.</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Запомнить</translation>
    </message>
    <message>
        <source>Teaches Noteworthy a note that it does not know, and lists your taught notes.</source>
        <translation>Учит Noteworthy банкноте, которой он не знает, и показывает сохранённые банкноты.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Опции</translation>
    </message>
    <message>
        <source>Language, voice, keys and colours.</source>
        <translation>Язык, голос, клавиши и цвета.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Камера</translation>
    </message>
    <message>
        <source>Which camera is looked through.</source>
        <translation>Через какую камеру смотреть.</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Камеры</translation>
    </message>
    <message>
        <source>Only these are named.</source>
        <translation>Называются только они.</translation>
    </message>
    <message>
        <source>Choose currencies</source>
        <translation>Выбрать валюты</translation>
    </message>
    <message>
        <source>Opens the list of all currencies.</source>
        <translation>Открывает список всех валют.</translation>
    </message>
    <message>
        <source>Your currencies</source>
        <translation>Ваши валюты</translation>
    </message>
    <message>
        <source>Network camera</source>
        <translation>Сетевая камера</translation>
    </message>
    <message>
        <source>Said: {text}</source>
        <translation>Сказано: {text}</translation>
    </message>
    <message>
        <source>Value: {text}</source>
        <translation>Значение: {text}</translation>
    </message>
    <message>
        <source>Paused. {key} starts again.</source>
        <translation>Пауза. {key} — продолжить.</translation>
    </message>
    <message>
        <source>That was the last picture.</source>
        <translation>Это была последняя картинка.</translation>
    </message>
    <message>
        <source>Last: {text}</source>
        <translation>Последнее: {text}</translation>
    </message>
    <message>
        <source>The camera is being opened…</source>
        <translation>Камера открывается…</translation>
    </message>
    <message>
        <source>Camera lost. Check its cable.</source>
        <translation>Камера потеряна. Проверьте её кабель.</translation>
    </message>
    <message>
        <source>No camera found. Connect one.</source>
        <translation>Камера не найдена. Подключите её.</translation>
    </message>
    <message>
        <source>{key}: choose the camera.</source>
        <translation>{key}: выбрать камеру.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Нет картинки</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Страницы</translation>
    </message>
    <message>
        <source>What is missing, and what to do about it.</source>
        <translation>Чего не хватает и что делать.</translation>
    </message>
    <message>
        <source>What was said last.</source>
        <translation>Что было сказано последним.</translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>Пока ничего не сказано</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>To the main page.</source>
        <translation>На главную страницу.</translation>
    </message>
    <message>
        <source>{what} Key {key}.</source>
        <translation>{what} Клавиша {key}.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Settings</source>
        <translation>Опции</translation>
    </message>
    <message>
        <source>The system&apos;s own</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Language and voice</source>
        <translation>Язык и голос</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Голос</translation>
    </message>
    <message>
        <source>The voices of this language.</source>
        <translation>Голоса этого языка.</translation>
    </message>
    <message>
        <source>The one that fits the language</source>
        <translation>Подходящий к языку</translation>
    </message>
    <message>
        <source>Of the window and of what is said. Enter takes it.</source>
        <translation>Языка окна и речи. Enter подтверждает.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Скорость</translation>
    </message>
    <message>
        <source>{number} words a minute</source>
        <translation>{number} слов в минуту</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>Высота голоса</translation>
    </message>
    <message>
        <source>{number} of 100</source>
        <translation>{number} из 100</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Громкость</translation>
    </message>
    <message>
        <source>{number} percent</source>
        <translation>{number} процентов</translation>
    </message>
    <message>
        <source>Sound device</source>
        <translation>Звуковое устройство</translation>
    </message>
    <message>
        <source>Where speech and tones sound.</source>
        <translation>Где звучат речь и тоны.</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>Звук включён</translation>
    </message>
    <message>
        <source>Off: values are only shown.</source>
        <translation>Выключен: значения только показываются.</translation>
    </message>
    <message>
        <source>Try the voice</source>
        <translation>Проверить голос</translation>
    </message>
    <message>
        <source>Says a sentence in the voice as it is now.</source>
        <translation>Произносит фразу голосом, какой он сейчас.</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>Кто говорит</translation>
    </message>
    <message>
        <source>The screen reader speaks only while this window has the focus; otherwise the app does.</source>
        <translation>Экранный диктор говорит, только пока это окно в фокусе; иначе говорит приложение.</translation>
    </message>
    <message>
        <source>Automatic: the screen reader if one is known to run</source>
        <translation>Автоматически: экранный диктор, если он точно работает</translation>
    </message>
    <message>
        <source>This app</source>
        <translation>Это приложение</translation>
    </message>
    <message>
        <source>The screen reader</source>
        <translation>Экранный диктор</translation>
    </message>
    <message>
        <source>Say buttons and lists aloud</source>
        <translation>Называть кнопки и списки вслух</translation>
    </message>
    <message>
        <source>For those who use no screen reader: what has the focus is said.</source>
        <translation>Для тех, у кого нет экранного диктора: называется то, что в фокусе.</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Подсказки</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Подсказки</translation>
    </message>
    <message>
        <source>How much is said besides values.</source>
        <translation>Сколько говорить кроме значений.</translation>
    </message>
    <message>
        <source>Full: where to move the note, and why</source>
        <translation>Полные: куда двигать купюру и почему</translation>
    </message>
    <message>
        <source>Brief: few words</source>
        <translation>Краткие: несколько слов</translation>
    </message>
    <message>
        <source>Values only</source>
        <translation>Только значения</translation>
    </message>
    <message>
        <source>Tone that follows the note</source>
        <translation>Тон, который следует за банкнотой</translation>
    </message>
    <message>
        <source>Higher when the note is higher, and from the side where it is, until it is read.</source>
        <translation>Чем выше банкнота, тем выше тон; звучит с той стороны, где она, пока она не прочитана.</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>Size of all text</source>
        <translation>Размер всего текста</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Colours of the window.</source>
        <translation>Цвета окна.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмная</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлая</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>Высокий контраст, тёмная</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>Высокий контраст, светлая</translation>
    </message>
    <message>
        <source>Colours of the value</source>
        <translation>Цвета значения</translation>
    </message>
    <message>
        <source>In which the value is shown.</source>
        <translation>Какими показывается значение.</translation>
    </message>
    <message>
        <source>As the theme</source>
        <translation>Как в теме</translation>
    </message>
    <message>
        <source>Yellow on black</source>
        <translation>Жёлтый на чёрном</translation>
    </message>
    <message>
        <source>White on black</source>
        <translation>Белый на чёрном</translation>
    </message>
    <message>
        <source>Black on white</source>
        <translation>Чёрный на белом</translation>
    </message>
    <message>
        <source>Black on yellow</source>
        <translation>Чёрный на жёлтом</translation>
    </message>
    <message>
        <source>White on blue</source>
        <translation>Белый на синем</translation>
    </message>
    <message>
        <source>Green on black</source>
        <translation>Зелёный на чёрном</translation>
    </message>
    <message>
        <source>Size of the value</source>
        <translation>Размер значения</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>What each key does</source>
        <translation>Что делает каждая клавиша</translation>
    </message>
    <message>
        <source>Enter gives the chosen action another key.</source>
        <translation>Ввод даёт выбранному действию другую клавишу.</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>Сменить клавишу</translation>
    </message>
    <message>
        <source>Gives the chosen action another key.</source>
        <translation>Даёт выбранному действию другую клавишу.</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>Исходные клавиши</translation>
    </message>
    <message>
        <source>Gives every action its first key again.</source>
        <translation>Возвращает каждому действию его первую клавишу.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>нет клавиши</translation>
    </message>
    <message>
        <source>Arrow keys change it.</source>
        <translation>Меняется стрелками.</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>Другая клавиша</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Без клавиши</translation>
    </message>
    <message>
        <source>Takes the key away.</source>
        <translation>Убирает клавишу.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Ничего не меняется.</translation>
    </message>
    <message>
        <source>Press the new key for: {action}.</source>
        <translation>Нажмите новую клавишу для: {action}.</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Does not check whether a note is genuine.</source>
        <translation>Подлинность купюр не проверяется.</translation>
    </message>
    <message>
        <source>Hold a note in front of the camera</source>
        <translation>Держите купюру перед камерой</translation>
    </message>
    <message>
        <source>No picture in private mode</source>
        <translation>В личном режиме изображения нет</translation>
    </message>
    <message>
        <source>One currency at least stays on.</source>
        <translation>Хотя бы одна валюта остаётся включённой.</translation>
    </message>
    <message>
        <source>{key}: {what}.</source>
        <translation>{key}: {what}.</translation>
    </message>
    <message>
        <source>Hold one note in front of the camera, about a hand&apos;s length away. Its value is spoken and shown.</source>
        <translation>Держите одну купюру перед камерой на расстоянии ладони. Её достоинство называется и показывается.</translation>
    </message>
    <message>
        <source>Tab: to the next part of the window. Escape: back to the main page.</source>
        <translation>Tab: к следующей части окна. Escape: назад на главную страницу.</translation>
    </message>
    <message>
        <source>Ctrl and Plus: larger text. Ctrl and Minus: smaller text. Ctrl and 0: text of the usual size.</source>
        <translation>Ctrl и плюс: текст крупнее. Ctrl и минус: текст мельче. Ctrl и 0: обычный размер текста.</translation>
    </message>
    <message>
        <source>Every key can be changed in the settings.</source>
        <translation>Любую клавишу можно сменить в настройках.</translation>
    </message>
    <message>
        <source>Only the currencies that are turned on are named. Fewer of them are read more surely.</source>
        <translation>Называются только включённые валюты. Чем их меньше, тем надёжнее.</translation>
    </message>
    <message>
        <source>Welcome to Noteworthy. This tour takes a minute. {hush} skips it.</source>
        <translation>Добро пожаловать в Noteworthy. Обзор длится минуту. {hush} его пропускает.</translation>
    </message>
    <message>
        <source>Noteworthy tells you which banknote is in front of the camera.</source>
        <translation>Noteworthy говорит, какая купюра перед камерой.</translation>
    </message>
    <message>
        <source>Hold one note, flat, about a hand&apos;s length from the camera, and keep still. You hear its value. If something is in the way, you hear what to do: closer, left, more light.</source>
        <translation>Держите одну купюру ровно, на расстоянии ладони от камеры, и не двигайте. Вы услышите её достоинство. Если что-то мешает, вы услышите, что делать: ближе, влево, больше света.</translation>
    </message>
    <message>
        <source>{repeat} says the value again. {hush} hushes. {what} tells what the camera sees.</source>
        <translation>{repeat} повторяет значение. {hush} заставляет замолчать. {what} говорит, что видит камера.</translation>
    </message>
    <message>
        <source>{count} adds your notes up. {private} turns words into tones that only you understand.</source>
        <translation>{count} складывает ваши купюры. {private} заменяет слова тонами, понятными только вам.</translation>
    </message>
    <message>
        <source>{help} reads all keys to you. It never tells whether a note is genuine.</source>
        <translation>{help} читает вам все клавиши. О подлинности купюры не говорится никогда.</translation>
    </message>
    <message>
        <source>Now listen to three notes of play money.</source>
        <translation>Теперь послушайте три игрушечные купюры.</translation>
    </message>
    <message>
        <source>The tour was skipped.</source>
        <translation>Обзор пропущен.</translation>
    </message>
    <message>
        <source>That was the tour.</source>
        <translation>Обзор окончен.</translation>
    </message>
    <message>
        <source>Press {key} to choose your currencies.</source>
        <translation>Чтобы выбрать валюты, нажмите {key}.</translation>
    </message>
    <message>
        <source>In private mode a note is told by short tones and not by words. The lowest value of a currency is one tone, the next two, and so on; they come in groups of three. Choose one and press Enter to hear it.</source>
        <translation>В личном режиме о купюре говорят короткие тоны, а не слова. Наименьшая купюра валюты — один тон, следующая — два и так далее, группами по три. Выберите и нажмите Ввод, чтобы услышать.</translation>
    </message>
    <message>
        <source>Tones: {count}</source>
        <translation>Тонов: {count}</translation>
    </message>
    <message>
        <source>Not understood: try again</source>
        <translation>Не распознано: попробуйте ещё раз</translation>
    </message>
</context>
<context>
    <name>Tones</name>
    <message>
        <source>Tones of private mode</source>
        <translation>Тоны личного режима</translation>
    </message>
    <message>
        <source>Tones</source>
        <translation>Тоны</translation>
    </message>
    <message>
        <source>Enter plays the chosen tones.</source>
        <translation>Enter проигрывает выбранные сигналы.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Играть</translation>
    </message>
    <message>
        <source>Plays the chosen tones; so does Enter.</source>
        <translation>Играет выбранные тоны; Ввод тоже.</translation>
    </message>
</context>
<context>
    <name>Voice</name>
    <message>
        <source>on</source>
        <translation>включено</translation>
    </message>
    <message>
        <source>off</source>
        <translation>выключено</translation>
    </message>
</context>
</TS>
