<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar">
<context>
    <name>Count</name>
    <message>
        <source>Counted notes</source>
        <translation>الأوراق المعدودة</translation>
    </message>
    <message>
        <source>The total of each currency.</source>
        <translation>مجموع كل عملة.</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>المجموع</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>الأحدث أولاً</translation>
    </message>
    <message>
        <source>The notes that were counted.</source>
        <translation>الأوراق التي عُدّت.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>قراءة</translation>
    </message>
    <message>
        <source>Says notes and total.</source>
        <translation>يقول الأوراق والمجموع.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Takes the last note back.</source>
        <translation>يتراجع عن آخر ورقة.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>مسح</translation>
    </message>
    <message>
        <source>Starts anew.</source>
        <translation>يبدأ من جديد.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copies the list as a table.</source>
        <translation>ينسخ القائمة كجدول.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>حفظ…</translation>
    </message>
    <message>
        <source>Saves the list as a CSV file.</source>
        <translation>يحفظ القائمة كملف CSV.</translation>
    </message>
    <message>
        <source>Total: {amounts}</source>
        <translation>المجموع: {amounts}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>لا شيء بعد</translation>
    </message>
    <message>
        <source>No note was counted yet.</source>
        <translation>لم تُعدّ أي ورقة بعد.</translation>
    </message>
    <message>
        <source>Save the counted notes</source>
        <translation>حفظ الأوراق المعدودة</translation>
    </message>
</context>
<context>
    <name>Currencies</name>
    <message>
        <source>Your currencies</source>
        <translation>عملاتك</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>بحث</translation>
    </message>
    <message>
        <source>Arrow keys go through what was found.</source>
        <translation>مفاتيح الأسهم تتنقل بين النتائج.</translation>
    </message>
    <message>
        <source>Name, code or country</source>
        <translation>الاسم أو الرمز أو البلد</translation>
    </message>
    <message>
        <source>Currencies</source>
        <translation>العملات</translation>
    </message>
    <message>
        <source>Space turns one on or off, Enter keeps only this one, letters search.</source>
        <translation>المسافة تشغّل واحدة أو توقفها، وEnter يُبقي هذه فقط، والحروف تبحث.</translation>
    </message>
    <message>
        <source>Only this one</source>
        <translation>هذه فقط</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Turns all others off.</source>
        <translation>يوقف كل ما عداها.</translation>
    </message>
    <message>
        <source>All usual ones</source>
        <translation>كل المعتادة</translation>
    </message>
    <message>
        <source>Turns on all that are read well.</source>
        <translation>يشغّل كل ما يُقرأ جيداً.</translation>
    </message>
    <message>
        <source>Currencies shown: {number}</source>
        <translation>العملات المعروضة: {number}</translation>
    </message>
    <message>
        <source>{currency}, on</source>
        <translation>{currency}، مفعّلة</translation>
    </message>
    <message>
        <source>{currency}, off</source>
        <translation>{currency}، متوقفة</translation>
    </message>
</context>
<context>
    <name>Fonts</name>
    <message>
        <source>No font on this computer can show {language}. Install one: on Debian and Ubuntu the package {package}.</source>
        <translation>لا يوجد خط على هذا الحاسوب يمكنه عرض {language}. ثبّت واحداً: في ديبيان وأوبونتو الحزمة {package}.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>مساعدة</translation>
    </message>
    <message>
        <source>How to use Noteworthy</source>
        <translation>كيفية استعمال Noteworthy</translation>
    </message>
    <message>
        <source>Arrow keys read it line by line.</source>
        <translation>مفاتيح الأسهم تقرؤها سطراً سطراً.</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>اقرأ بصوت عالٍ</translation>
    </message>
    <message>
        <source>Reads this help aloud from its beginning.</source>
        <translation>يقرأ هذه المساعدة بصوت عالٍ من بدايتها.</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>جولة</translation>
    </message>
    <message>
        <source>Plays the tour of the first start again, about a minute.</source>
        <translation>يعيد جولة التشغيل الأول، نحو دقيقة.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>What was said</source>
        <translation>ما قيل</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>الأحدث أولاً</translation>
    </message>
    <message>
        <source>Enter says a line again.</source>
        <translation>مفتاح الإدخال يعيد قول السطر.</translation>
    </message>
    <message>
        <source>Nothing was said yet.</source>
        <translation>لم يُقل شيء بعد.</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>help, read aloud</source>
        <translation>المساعدة، تُقرأ بصوت عالٍ</translation>
    </message>
    <message>
        <source>private mode on or off: tones in place of words</source>
        <translation>تشغيل الوضع الخاص أو إيقافه: نغمات بدل الكلمات</translation>
    </message>
    <message>
        <source>count mode on or off: notes are added up</source>
        <translation>تشغيل وضع العدّ أو إيقافه: تُجمع الأوراق</translation>
    </message>
    <message>
        <source>tell what the camera sees</source>
        <translation>قل ما تراه الكاميرا</translation>
    </message>
    <message>
        <source>tell every note on the table</source>
        <translation>ذكر كل ورقة على الطاولة</translation>
    </message>
    <message>
        <source>pause, and start again</source>
        <translation>إيقاف مؤقت، ثم بدء من جديد</translation>
    </message>
    <message>
        <source>say the last value again</source>
        <translation>أعد قول آخر قيمة</translation>
    </message>
    <message>
        <source>hush: stop speaking; skips the tour</source>
        <translation>صمت: يتوقف الكلام؛ ويتخطى الجولة</translation>
    </message>
    <message>
        <source>choose the camera</source>
        <translation>اختر الكاميرا</translation>
    </message>
    <message>
        <source>a phone as the camera</source>
        <translation>هاتف ككاميرا</translation>
    </message>
    <message>
        <source>choose the currencies; Space turns one on or off</source>
        <translation>اختر العملات؛ مفتاح المسافة يشغّل واحدة أو يوقفها</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>the counted notes</source>
        <translation>الأوراق المعدودة</translation>
    </message>
    <message>
        <source>what was said</source>
        <translation>ما قيل</translation>
    </message>
    <message>
        <source>tell which currency a note is; press again to turn that currency on</source>
        <translation>معرفة عملة الورقة؛ مرة أخرى لتشغيل تلك العملة</translation>
    </message>
    <message>
        <source>teach a note, and your taught notes</source>
        <translation>تعليم ورقة نقدية، والأوراق المعلَّمة</translation>
    </message>
    <message>
        <source>read the counted notes and the total</source>
        <translation>اقرأ الأوراق المعدودة والمجموع</translation>
    </message>
    <message>
        <source>take the last counted note back</source>
        <translation>تراجع عن آخر ورقة معدودة</translation>
    </message>
    <message>
        <source>start counting anew</source>
        <translation>ابدأ العدّ من جديد</translation>
    </message>
    <message>
        <source>learn the tones of private mode</source>
        <translation>تعلّم نغمات الوضع الخاص</translation>
    </message>
    <message>
        <source>hear the tour again</source>
        <translation>اسمع الجولة مرة أخرى</translation>
    </message>
    <message>
        <source>leave Noteworthy</source>
        <translation>الخروج من Noteworthy</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} أو {second}</translation>
    </message>
    <message>
        <source>{key} cannot be used. Choose a function key, or a key together with Ctrl or Alt.</source>
        <translation>لا يمكن استعمال {key}. اختر مفتاح وظيفة، أو مفتاحاً مع Ctrl أو Alt.</translation>
    </message>
    <message>
        <source>{key} is already used for: {action}. Choose another.</source>
        <translation>{key} مستعمل من قبل: {action}. اختر غيره.</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>First camera found</source>
        <translation>أول كاميرا موجودة</translation>
    </message>
    <message>
        <source>Demo with specimen notes</source>
        <translation>عرض بأوراق نموذجية</translation>
    </message>
    <message>
        <source>{currency} (experimental)</source>
        <translation>{currency} (تجريبي)</translation>
    </message>
    <message>
        <source>Main page</source>
        <translation>الصفحة الرئيسية</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>ابدأ</translation>
    </message>
    <message>
        <source>Looks at the camera again.</source>
        <translation>ينظر إلى الكاميرا من جديد.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>إيقاف</translation>
    </message>
    <message>
        <source>Stops looking at the camera until started again.</source>
        <translation>يتوقف عن النظر إلى الكاميرا حتى يبدأ من جديد.</translation>
    </message>
    <message>
        <source>{names} and {number} more</source>
        <translation>{names} و{number} غيرها</translation>
    </message>
    <message>
        <source>Your currencies: {names}</source>
        <translation>عملاتك: {names}</translation>
    </message>
    <message>
        <source>The value of the note, as it was spoken last.</source>
        <translation>قيمة الورقة كما قيلت آخر مرة.</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>صورة الكاميرا</translation>
    </message>
    <message>
        <source>What the camera sees now.</source>
        <translation>ما تراه الكاميرا الآن.</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>لا صورة بعد</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>كرّر</translation>
    </message>
    <message>
        <source>Says the last value again.</source>
        <translation>يعيد قول آخر قيمة.</translation>
    </message>
    <message>
        <source>Hush</source>
        <translation>صمت</translation>
    </message>
    <message>
        <source>Stops speaking.</source>
        <translation>يتوقف عن الكلام.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>انظر</translation>
    </message>
    <message>
        <source>What do you see? Says value, how sure, where, and the light.</source>
        <translation>ماذا ترى؟ يقول القيمة ومدى التأكد والمكان والضوء.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>الطاولة</translation>
    </message>
    <message>
        <source>Tells every note on the table, and counts them in count mode.</source>
        <translation>يذكر كل ورقة على الطاولة، ويعدها في وضع العد.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>مساعدة</translation>
    </message>
    <message>
        <source>Reads aloud how to use Noteworthy, and its keys.</source>
        <translation>يقرأ بصوت عالٍ كيف يُستعمل Noteworthy ومفاتيحه.</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>خاص</translation>
    </message>
    <message>
        <source>Private mode: tones in place of words.</source>
        <translation>الوضع الخاص: نغمات بدل الكلمات.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>عدّ</translation>
    </message>
    <message>
        <source>Count mode: notes are added up.</source>
        <translation>وضع العدّ: تُجمع الأوراق.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>الأوراق</translation>
    </message>
    <message>
        <source>The counted notes and their total.</source>
        <translation>الأوراق المعدودة ومجموعها.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>السجل</translation>
    </message>
    <message>
        <source>What was said.</source>
        <translation>ما قيل.</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>تعليم</translation>
    </message>
    <message>
        <source>Teaches Noteworthy a note that it does not know, and lists your taught notes.</source>
        <translation>يعلّم Noteworthy ورقة نقدية لا يعرفها، ويعرض الأوراق المعلَّمة.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>إعدادات</translation>
    </message>
    <message>
        <source>Language, voice, keys and colours.</source>
        <translation>اللغة والصوت والمفاتيح والألوان.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>الكاميرا</translation>
    </message>
    <message>
        <source>Which camera is looked through.</source>
        <translation>الكاميرا التي يُنظر بها.</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>الكاميرات</translation>
    </message>
    <message>
        <source>Only these are named.</source>
        <translation>هذه وحدها تُذكر.</translation>
    </message>
    <message>
        <source>Choose currencies</source>
        <translation>اختر العملات</translation>
    </message>
    <message>
        <source>Opens the list of all currencies.</source>
        <translation>يفتح قائمة كل العملات.</translation>
    </message>
    <message>
        <source>Your currencies</source>
        <translation>عملاتك</translation>
    </message>
    <message>
        <source>Network camera</source>
        <translation>كاميرا شبكية</translation>
    </message>
    <message>
        <source>Said: {text}</source>
        <translation>قيل: {text}</translation>
    </message>
    <message>
        <source>Value: {text}</source>
        <translation>القيمة: {text}</translation>
    </message>
    <message>
        <source>Paused. {key} starts again.</source>
        <translation>متوقف مؤقتاً. {key} للمتابعة.</translation>
    </message>
    <message>
        <source>That was the last picture.</source>
        <translation>كانت تلك آخر صورة.</translation>
    </message>
    <message>
        <source>Last: {text}</source>
        <translation>الأخيرة: {text}</translation>
    </message>
    <message>
        <source>The camera is being opened…</source>
        <translation>يجري فتح الكاميرا…</translation>
    </message>
    <message>
        <source>Camera lost. Check its cable.</source>
        <translation>فُقدت الكاميرا. تحقق من كابلها.</translation>
    </message>
    <message>
        <source>No camera found. Connect one.</source>
        <translation>لم يُعثر على كاميرا. صِل واحدة.</translation>
    </message>
    <message>
        <source>{key}: choose the camera.</source>
        <translation>{key}: اختر الكاميرا.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>متوقف مؤقتاً</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>لا صورة</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>الصفحات</translation>
    </message>
    <message>
        <source>What is missing, and what to do about it.</source>
        <translation>ما ينقص، وما العمل.</translation>
    </message>
    <message>
        <source>What was said last.</source>
        <translation>آخر ما قيل.</translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>لم يُقل شيء بعد</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>To the main page.</source>
        <translation>إلى الصفحة الرئيسية.</translation>
    </message>
    <message>
        <source>{what} Key {key}.</source>
        <translation>{what} المفتاح {key}.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Settings</source>
        <translation>إعدادات</translation>
    </message>
    <message>
        <source>The system&apos;s own</source>
        <translation>ما في النظام</translation>
    </message>
    <message>
        <source>Language and voice</source>
        <translation>اللغة والصوت</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>الصوت</translation>
    </message>
    <message>
        <source>The voices of this language.</source>
        <translation>أصوات هذه اللغة.</translation>
    </message>
    <message>
        <source>The one that fits the language</source>
        <translation>المناسب للغة</translation>
    </message>
    <message>
        <source>Of the window and of what is said. Enter takes it.</source>
        <translation>للنافذة ولما يُقال. مفتاح Enter يعتمدها.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>السرعة</translation>
    </message>
    <message>
        <source>{number} words a minute</source>
        <translation>{number} كلمة في الدقيقة</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>طبقة الصوت</translation>
    </message>
    <message>
        <source>{number} of 100</source>
        <translation>{number} من 100</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>مستوى الصوت</translation>
    </message>
    <message>
        <source>{number} percent</source>
        <translation>{number} بالمئة</translation>
    </message>
    <message>
        <source>Sound device</source>
        <translation>جهاز الصوت</translation>
    </message>
    <message>
        <source>Where speech and tones sound.</source>
        <translation>حيث يُسمع الكلام والنغمات.</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>الصوت مفعّل</translation>
    </message>
    <message>
        <source>Off: values are only shown.</source>
        <translation>متوقف: تُعرض القيم فقط.</translation>
    </message>
    <message>
        <source>Try the voice</source>
        <translation>جرّب الصوت</translation>
    </message>
    <message>
        <source>Says a sentence in the voice as it is now.</source>
        <translation>يقول جملة بالصوت كما هو الآن.</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>من يتكلم</translation>
    </message>
    <message>
        <source>The screen reader speaks only while this window has the focus; otherwise the app does.</source>
        <translation>قارئ الشاشة يتكلم ما دام التركيز في هذه النافذة فقط؛ وإلا يتكلم التطبيق.</translation>
    </message>
    <message>
        <source>Automatic: the screen reader if one is known to run</source>
        <translation>تلقائي: قارئ الشاشة إن كان يعمل يقيناً</translation>
    </message>
    <message>
        <source>This app</source>
        <translation>هذا التطبيق</translation>
    </message>
    <message>
        <source>The screen reader</source>
        <translation>قارئ الشاشة</translation>
    </message>
    <message>
        <source>Say buttons and lists aloud</source>
        <translation>قول الأزرار والقوائم بصوت عالٍ</translation>
    </message>
    <message>
        <source>For those who use no screen reader: what has the focus is said.</source>
        <translation>لمن لا يستعمل قارئ شاشة: يقال ما عليه التركيز.</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>التلميحات</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>الإرشاد</translation>
    </message>
    <message>
        <source>How much is said besides values.</source>
        <translation>كم يقال غير القيم.</translation>
    </message>
    <message>
        <source>Full: where to move the note, and why</source>
        <translation>كامل: إلى أين تُحرّك الورقة، ولماذا</translation>
    </message>
    <message>
        <source>Brief: few words</source>
        <translation>مختصر: كلمات قليلة</translation>
    </message>
    <message>
        <source>Values only</source>
        <translation>القيم فقط</translation>
    </message>
    <message>
        <source>Tone that follows the note</source>
        <translation>نغمة تتبع الورقة</translation>
    </message>
    <message>
        <source>Higher when the note is higher, and from the side where it is, until it is read.</source>
        <translation>ترتفع كلما ارتفعت الورقة، وتأتي من الجهة التي هي فيها، إلى أن تُقرأ.</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>Size of all text</source>
        <translation>حجم كل النصوص</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>Colours of the window.</source>
        <translation>ألوان النافذة.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>كالنظام</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>تباين عالٍ، داكن</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>تباين عالٍ، فاتح</translation>
    </message>
    <message>
        <source>Colours of the value</source>
        <translation>ألوان القيمة</translation>
    </message>
    <message>
        <source>In which the value is shown.</source>
        <translation>التي تُعرض بها القيمة.</translation>
    </message>
    <message>
        <source>As the theme</source>
        <translation>كالمظهر</translation>
    </message>
    <message>
        <source>Yellow on black</source>
        <translation>أصفر على أسود</translation>
    </message>
    <message>
        <source>White on black</source>
        <translation>أبيض على أسود</translation>
    </message>
    <message>
        <source>Black on white</source>
        <translation>أسود على أبيض</translation>
    </message>
    <message>
        <source>Black on yellow</source>
        <translation>أسود على أصفر</translation>
    </message>
    <message>
        <source>White on blue</source>
        <translation>أبيض على أزرق</translation>
    </message>
    <message>
        <source>Green on black</source>
        <translation>أخضر على أسود</translation>
    </message>
    <message>
        <source>Size of the value</source>
        <translation>حجم القيمة</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>المفاتيح</translation>
    </message>
    <message>
        <source>What each key does</source>
        <translation>ما يفعله كل مفتاح</translation>
    </message>
    <message>
        <source>Enter gives the chosen action another key.</source>
        <translation>مفتاح الإدخال يعطي العمل المختار مفتاحاً آخر.</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>تغيير المفتاح</translation>
    </message>
    <message>
        <source>Gives the chosen action another key.</source>
        <translation>يعطي العمل المختار مفتاحاً آخر.</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>المفاتيح الأولى</translation>
    </message>
    <message>
        <source>Gives every action its first key again.</source>
        <translation>يعيد لكل عمل مفتاحه الأول.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>بلا مفتاح</translation>
    </message>
    <message>
        <source>Arrow keys change it.</source>
        <translation>مفاتيح الأسهم تغيّره.</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>مفتاح آخر</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>بلا مفتاح</translation>
    </message>
    <message>
        <source>Takes the key away.</source>
        <translation>يزيل المفتاح.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>اتركه</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>لا يتغيّر شيء.</translation>
    </message>
    <message>
        <source>Press the new key for: {action}.</source>
        <translation>اضغط المفتاح الجديد من أجل: {action}.</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Does not check whether a note is genuine.</source>
        <translation>لا يتحقق من أن الورقة أصلية.</translation>
    </message>
    <message>
        <source>Hold a note in front of the camera</source>
        <translation>ضع ورقة أمام الكاميرا</translation>
    </message>
    <message>
        <source>No picture in private mode</source>
        <translation>لا صورة في الوضع الخاص</translation>
    </message>
    <message>
        <source>One currency at least stays on.</source>
        <translation>تبقى عملة واحدة على الأقل مفعّلة.</translation>
    </message>
    <message>
        <source>{key}: {what}.</source>
        <translation>{key}: {what}.</translation>
    </message>
    <message>
        <source>Hold one note in front of the camera, about a hand&apos;s length away. Its value is spoken and shown.</source>
        <translation>ضع ورقة نقدية واحدة أمام الكاميرا على بعد طول يد تقريباً. تقال قيمتها وتُعرض.</translation>
    </message>
    <message>
        <source>Tab: to the next part of the window. Escape: back to the main page.</source>
        <translation>مفتاح Tab: إلى الجزء التالي من النافذة. مفتاح Escape: رجوع إلى الصفحة الرئيسية.</translation>
    </message>
    <message>
        <source>Ctrl and Plus: larger text. Ctrl and Minus: smaller text. Ctrl and 0: text of the usual size.</source>
        <translation>Ctrl مع زائد: نص أكبر. Ctrl مع ناقص: نص أصغر. Ctrl مع 0: النص بالحجم المعتاد.</translation>
    </message>
    <message>
        <source>Every key can be changed in the settings.</source>
        <translation>يمكن تغيير كل مفتاح في الإعدادات.</translation>
    </message>
    <message>
        <source>Only the currencies that are turned on are named. Fewer of them are read more surely.</source>
        <translation>تُذكر العملات المفعّلة فقط. وكلما قلّت كان التعرف عليها أوثق.</translation>
    </message>
    <message>
        <source>Welcome to Noteworthy. This tour takes a minute. {hush} skips it.</source>
        <translation>أهلاً بك في Noteworthy. هذه الجولة دقيقة واحدة. {hush} يتخطاها.</translation>
    </message>
    <message>
        <source>Noteworthy tells you which banknote is in front of the camera.</source>
        <translation>يقول لك Noteworthy أي ورقة نقدية أمام الكاميرا.</translation>
    </message>
    <message>
        <source>Hold one note, flat, about a hand&apos;s length from the camera, and keep still. You hear its value. If something is in the way, you hear what to do: closer, left, more light.</source>
        <translation>ضع ورقة واحدة مستوية على بعد طول يد من الكاميرا ولا تحركها. تسمع قيمتها. وإن كان هناك عائق تسمع ما العمل: أقرب، يساراً، ضوء أكثر.</translation>
    </message>
    <message>
        <source>{repeat} says the value again. {hush} hushes. {what} tells what the camera sees.</source>
        <translation>{repeat} يعيد القيمة. {hush} يسكته. {what} يقول ما تراه الكاميرا.</translation>
    </message>
    <message>
        <source>{count} adds your notes up. {private} turns words into tones that only you understand.</source>
        <translation>{count} يجمع أوراقك. {private} يحوّل الكلمات إلى نغمات لا يفهمها سواك.</translation>
    </message>
    <message>
        <source>{help} reads all keys to you. It never tells whether a note is genuine.</source>
        <translation>{help} يقرأ لك كل المفاتيح. ولا يقول أبداً إن كانت الورقة أصلية.</translation>
    </message>
    <message>
        <source>Now listen to three notes of play money.</source>
        <translation>اسمع الآن ثلاث أوراق من نقود اللعب.</translation>
    </message>
    <message>
        <source>The tour was skipped.</source>
        <translation>تم تخطي الجولة.</translation>
    </message>
    <message>
        <source>That was the tour.</source>
        <translation>انتهت الجولة.</translation>
    </message>
    <message>
        <source>Press {key} to choose your currencies.</source>
        <translation>اضغط {key} لاختيار عملاتك.</translation>
    </message>
    <message>
        <source>In private mode a note is told by short tones and not by words. The lowest value of a currency is one tone, the next two, and so on; they come in groups of three. Choose one and press Enter to hear it.</source>
        <translation>في الوضع الخاص تُعرف الورقة بنغمات قصيرة لا بكلمات. أصغر قيمة في العملة نغمة واحدة، والتالية اثنتان، وهكذا، في مجموعات من ثلاث. اختر واحدة واضغط مفتاح الإدخال لتسمعها.</translation>
    </message>
    <message>
        <source>Tones: {count}</source>
        <translation>النغمات: {count}</translation>
    </message>
    <message>
        <source>Not understood: try again</source>
        <translation>لم تُعرف: حاول مرة أخرى</translation>
    </message>
</context>
<context>
    <name>Tones</name>
    <message>
        <source>Tones of private mode</source>
        <translation>نغمات الوضع الخاص</translation>
    </message>
    <message>
        <source>Tones</source>
        <translation>النغمات</translation>
    </message>
    <message>
        <source>Enter plays the chosen tones.</source>
        <translation>يشغّل Enter النغمات المختارة.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>تشغيل</translation>
    </message>
    <message>
        <source>Plays the chosen tones; so does Enter.</source>
        <translation>يشغّل النغمات المختارة؛ وكذلك مفتاح الإدخال.</translation>
    </message>
</context>
<context>
    <name>Voice</name>
    <message>
        <source>on</source>
        <translation>مفعّل</translation>
    </message>
    <message>
        <source>off</source>
        <translation>متوقف</translation>
    </message>
</context>
</TS>
