<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="tr">
<context>
    <name>Count</name>
    <message>
        <source>Counted notes</source>
        <translation>Sayılan banknotlar</translation>
    </message>
    <message>
        <source>The total of each currency.</source>
        <translation>Her para biriminin toplamı.</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Toplam</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>En yeniler önce</translation>
    </message>
    <message>
        <source>The notes that were counted.</source>
        <translation>Sayılmış olan banknotlar.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Oku</translation>
    </message>
    <message>
        <source>Says notes and total.</source>
        <translation>Banknotları ve toplamı söyler.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Geri al</translation>
    </message>
    <message>
        <source>Takes the last note back.</source>
        <translation>Son banknotu geri alır.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Temizle</translation>
    </message>
    <message>
        <source>Starts anew.</source>
        <translation>Baştan başlar.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopyala</translation>
    </message>
    <message>
        <source>Copies the list as a table.</source>
        <translation>Listeyi tablo olarak kopyalar.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Kaydet…</translation>
    </message>
    <message>
        <source>Saves the list as a CSV file.</source>
        <translation>Listeyi CSV dosyası olarak kaydeder.</translation>
    </message>
    <message>
        <source>Total: {amounts}</source>
        <translation>Toplam: {amounts}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>henüz yok</translation>
    </message>
    <message>
        <source>No note was counted yet.</source>
        <translation>Henüz banknot sayılmadı.</translation>
    </message>
    <message>
        <source>Save the counted notes</source>
        <translation>Sayılan banknotları kaydet</translation>
    </message>
</context>
<context>
    <name>Currencies</name>
    <message>
        <source>Your currencies</source>
        <translation>Para birimleriniz</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Arama</translation>
    </message>
    <message>
        <source>Arrow keys go through what was found.</source>
        <translation>Ok tuşları bulunanlar arasında gezer.</translation>
    </message>
    <message>
        <source>Name, code or country</source>
        <translation>Ad, kod veya ülke</translation>
    </message>
    <message>
        <source>Currencies</source>
        <translation>Para birimleri</translation>
    </message>
    <message>
        <source>Space turns one on or off, Enter keeps only this one, letters search.</source>
        <translation>Boşluk birini açar ya da kapatır, Enter yalnız bunu bırakır, harfler arar.</translation>
    </message>
    <message>
        <source>Only this one</source>
        <translation>Yalnız bu</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Turns all others off.</source>
        <translation>Ötekilerin hepsini kapatır.</translation>
    </message>
    <message>
        <source>All usual ones</source>
        <translation>Bütün olağanlar</translation>
    </message>
    <message>
        <source>Turns on all that are read well.</source>
        <translation>İyi okunanların hepsini açar.</translation>
    </message>
    <message>
        <source>Currencies shown: {number}</source>
        <translation>Gösterilen para birimleri: {number}</translation>
    </message>
    <message>
        <source>{currency}, on</source>
        <translation>{currency}, açık</translation>
    </message>
    <message>
        <source>{currency}, off</source>
        <translation>{currency}, kapalı</translation>
    </message>
</context>
<context>
    <name>Fonts</name>
    <message>
        <source>No font on this computer can show {language}. Install one: on Debian and Ubuntu the package {package}.</source>
        <translation>Bu bilgisayardaki hiçbir yazı tipi {language} dilini gösteremiyor. Bir tane kurun: Debian ve Ubuntu&apos;da {package} paketi.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>Yardım</translation>
    </message>
    <message>
        <source>How to use Noteworthy</source>
        <translation>Noteworthy nasıl kullanılır</translation>
    </message>
    <message>
        <source>Arrow keys read it line by line.</source>
        <translation>Ok tuşları satır satır okur.</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Sesli oku</translation>
    </message>
    <message>
        <source>Reads this help aloud from its beginning.</source>
        <translation>Bu yardımı baştan sesli okur.</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Tur</translation>
    </message>
    <message>
        <source>Plays the tour of the first start again, about a minute.</source>
        <translation>İlk açılış turunu yeniden oynatır, yaklaşık bir dakika.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>What was said</source>
        <translation>Söylenenler</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>En yeniler önce</translation>
    </message>
    <message>
        <source>Enter says a line again.</source>
        <translation>Enter bir satırı yeniden söyler.</translation>
    </message>
    <message>
        <source>Nothing was said yet.</source>
        <translation>Henüz bir şey söylenmedi.</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>help, read aloud</source>
        <translation>yardım, sesli okunur</translation>
    </message>
    <message>
        <source>private mode on or off: tones in place of words</source>
        <translation>gizli kip açık ya da kapalı: sözler yerine tonlar</translation>
    </message>
    <message>
        <source>count mode on or off: notes are added up</source>
        <translation>sayma kipi açık ya da kapalı: banknotlar toplanır</translation>
    </message>
    <message>
        <source>tell what the camera sees</source>
        <translation>kameranın gördüğünü söyle</translation>
    </message>
    <message>
        <source>tell every note on the table</source>
        <translation>masadaki her banknotu söyleme</translation>
    </message>
    <message>
        <source>pause, and start again</source>
        <translation>duraklat ve yeniden başlat</translation>
    </message>
    <message>
        <source>say the last value again</source>
        <translation>son değeri yeniden söyle</translation>
    </message>
    <message>
        <source>hush: stop speaking; skips the tour</source>
        <translation>sus: konuşmayı keser; turu atlar</translation>
    </message>
    <message>
        <source>choose the camera</source>
        <translation>kamerayı seç</translation>
    </message>
    <message>
        <source>a phone as the camera</source>
        <translation>kamera olarak bir telefon</translation>
    </message>
    <message>
        <source>choose the currencies; Space turns one on or off</source>
        <translation>para birimlerini seç; Boşluk birini açar ya da kapatır</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>ayarlar</translation>
    </message>
    <message>
        <source>the counted notes</source>
        <translation>sayılan banknotlar</translation>
    </message>
    <message>
        <source>what was said</source>
        <translation>söylenenler</translation>
    </message>
    <message>
        <source>tell which currency a note is; press again to turn that currency on</source>
        <translation>bir banknotun hangi para biriminden olduğunu söyler; yeniden basınca o para birimini açar</translation>
    </message>
    <message>
        <source>teach a note, and your taught notes</source>
        <translation>banknot öğret, ve öğretilen banknotlar</translation>
    </message>
    <message>
        <source>read the counted notes and the total</source>
        <translation>sayılan banknotları ve toplamı oku</translation>
    </message>
    <message>
        <source>take the last counted note back</source>
        <translation>son sayılan banknotu geri al</translation>
    </message>
    <message>
        <source>start counting anew</source>
        <translation>baştan saymaya başla</translation>
    </message>
    <message>
        <source>learn the tones of private mode</source>
        <translation>gizli kipin tonlarını öğren</translation>
    </message>
    <message>
        <source>hear the tour again</source>
        <translation>turu yeniden dinle</translation>
    </message>
    <message>
        <source>leave Noteworthy</source>
        <translation>Noteworthy&apos;den çık</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} veya {second}</translation>
    </message>
    <message>
        <source>{key} cannot be used. Choose a function key, or a key together with Ctrl or Alt.</source>
        <translation>{key} kullanılamaz. Bir işlev tuşu ya da Ctrl veya Alt ile birlikte bir tuş seçin.</translation>
    </message>
    <message>
        <source>{key} is already used for: {action}. Choose another.</source>
        <translation>{key} zaten şunun için kullanılıyor: {action}. Başka bir tuş seçin.</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>First camera found</source>
        <translation>Bulunan ilk kamera</translation>
    </message>
    <message>
        <source>Demo with specimen notes</source>
        <translation>Örnek banknotlarla gösteri</translation>
    </message>
    <message>
        <source>{currency} (experimental)</source>
        <translation>{currency} (deneysel)</translation>
    </message>
    <message>
        <source>Main page</source>
        <translation>Ana sayfa</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Başlat</translation>
    </message>
    <message>
        <source>Looks at the camera again.</source>
        <translation>Kameraya yeniden bakar.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Duraklat</translation>
    </message>
    <message>
        <source>Stops looking at the camera until started again.</source>
        <translation>Yeniden başlatılana dek kameraya bakmaz.</translation>
    </message>
    <message>
        <source>{names} and {number} more</source>
        <translation>{names} ve {number} tane daha</translation>
    </message>
    <message>
        <source>Your currencies: {names}</source>
        <translation>Para birimleriniz: {names}</translation>
    </message>
    <message>
        <source>The value of the note, as it was spoken last.</source>
        <translation>Banknotun son söylenen değeri.</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>Kamera görüntüsü</translation>
    </message>
    <message>
        <source>What the camera sees now.</source>
        <translation>Kameranın şu anda gördüğü.</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>Henüz görüntü yok</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Yinele</translation>
    </message>
    <message>
        <source>Says the last value again.</source>
        <translation>Son değeri yeniden söyler.</translation>
    </message>
    <message>
        <source>Hush</source>
        <translation>Sus</translation>
    </message>
    <message>
        <source>Stops speaking.</source>
        <translation>Konuşmayı keser.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Bak</translation>
    </message>
    <message>
        <source>What do you see? Says value, how sure, where, and the light.</source>
        <translation>Ne görüyorsun? Değeri, güveni, yeri ve ışığı söyler.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Masa</translation>
    </message>
    <message>
        <source>Tells every note on the table, and counts them in count mode.</source>
        <translation>Masadaki her banknotu söyler, sayma kipinde onları toplar.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Yardım</translation>
    </message>
    <message>
        <source>Reads aloud how to use Noteworthy, and its keys.</source>
        <translation>Noteworthy&apos;nin kullanımını ve tuşlarını sesli okur.</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Gizli</translation>
    </message>
    <message>
        <source>Private mode: tones in place of words.</source>
        <translation>Gizli kip: sözler yerine tonlar.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Say</translation>
    </message>
    <message>
        <source>Count mode: notes are added up.</source>
        <translation>Sayma kipi: banknotlar toplanır.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Paralar</translation>
    </message>
    <message>
        <source>The counted notes and their total.</source>
        <translation>Sayılan banknotlar ve toplamları.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Geçmiş</translation>
    </message>
    <message>
        <source>What was said.</source>
        <translation>Söylenenler.</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Öğret</translation>
    </message>
    <message>
        <source>Teaches Noteworthy a note that it does not know, and lists your taught notes.</source>
        <translation>Noteworthy’ye tanımadığı bir banknotu öğretir, ve öğretilen banknotları gösterir.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ayarlar</translation>
    </message>
    <message>
        <source>Language, voice, keys and colours.</source>
        <translation>Dil, ses, tuşlar ve renkler.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Which camera is looked through.</source>
        <translation>Hangi kameradan bakıldığı.</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Kameralar</translation>
    </message>
    <message>
        <source>Only these are named.</source>
        <translation>Yalnız bunlar söylenir.</translation>
    </message>
    <message>
        <source>Choose currencies</source>
        <translation>Para birimi seç</translation>
    </message>
    <message>
        <source>Opens the list of all currencies.</source>
        <translation>Bütün para birimlerinin listesini açar.</translation>
    </message>
    <message>
        <source>Your currencies</source>
        <translation>Para birimleriniz</translation>
    </message>
    <message>
        <source>Network camera</source>
        <translation>Ağ kamerası</translation>
    </message>
    <message>
        <source>Said: {text}</source>
        <translation>Söylendi: {text}</translation>
    </message>
    <message>
        <source>Value: {text}</source>
        <translation>Değer: {text}</translation>
    </message>
    <message>
        <source>Paused. {key} starts again.</source>
        <translation>Duraklatıldı. {key} devam ettirir.</translation>
    </message>
    <message>
        <source>That was the last picture.</source>
        <translation>Bu son görüntüydü.</translation>
    </message>
    <message>
        <source>Last: {text}</source>
        <translation>Son: {text}</translation>
    </message>
    <message>
        <source>The camera is being opened…</source>
        <translation>Kamera açılıyor…</translation>
    </message>
    <message>
        <source>Camera lost. Check its cable.</source>
        <translation>Kamera kayboldu. Kablosunu kontrol edin.</translation>
    </message>
    <message>
        <source>No camera found. Connect one.</source>
        <translation>Kamera bulunamadı. Bir tane bağlayın.</translation>
    </message>
    <message>
        <source>{key}: choose the camera.</source>
        <translation>{key}: kamerayı seçin.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Duraklatıldı</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Görüntü yok</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Sayfalar</translation>
    </message>
    <message>
        <source>What is missing, and what to do about it.</source>
        <translation>Neyin eksik olduğu ve ne yapılacağı.</translation>
    </message>
    <message>
        <source>What was said last.</source>
        <translation>Son söylenen.</translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>Henüz bir şey söylenmedi</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Back</source>
        <translation>Geri</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>To the main page.</source>
        <translation>Ana sayfaya.</translation>
    </message>
    <message>
        <source>{what} Key {key}.</source>
        <translation>{what} Tuş {key}.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Settings</source>
        <translation>Ayarlar</translation>
    </message>
    <message>
        <source>The system&apos;s own</source>
        <translation>Sisteminki</translation>
    </message>
    <message>
        <source>Language and voice</source>
        <translation>Dil ve ses</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Dil</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Ses</translation>
    </message>
    <message>
        <source>The voices of this language.</source>
        <translation>Bu dilin sesleri.</translation>
    </message>
    <message>
        <source>The one that fits the language</source>
        <translation>Dile uyan ses</translation>
    </message>
    <message>
        <source>Of the window and of what is said. Enter takes it.</source>
        <translation>Pencerenin ve söylenenlerin dili. Enter ile seçilir.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Hız</translation>
    </message>
    <message>
        <source>{number} words a minute</source>
        <translation>dakikada {number} sözcük</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>Perde</translation>
    </message>
    <message>
        <source>{number} of 100</source>
        <translation>100 üzerinden {number}</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Ses düzeyi</translation>
    </message>
    <message>
        <source>{number} percent</source>
        <translation>yüzde {number}</translation>
    </message>
    <message>
        <source>Sound device</source>
        <translation>Ses aygıtı</translation>
    </message>
    <message>
        <source>Where speech and tones sound.</source>
        <translation>Konuşma ve tonların çıktığı yer.</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>Ses açık</translation>
    </message>
    <message>
        <source>Off: values are only shown.</source>
        <translation>Kapalı: değerler yalnızca gösterilir.</translation>
    </message>
    <message>
        <source>Try the voice</source>
        <translation>Sesi dene</translation>
    </message>
    <message>
        <source>Says a sentence in the voice as it is now.</source>
        <translation>Sesin şimdiki hâliyle bir cümle söyler.</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>Kim konuşur</translation>
    </message>
    <message>
        <source>The screen reader speaks only while this window has the focus; otherwise the app does.</source>
        <translation>Ekran okuyucu yalnızca bu pencere odaktayken konuşur; yoksa uygulama konuşur.</translation>
    </message>
    <message>
        <source>Automatic: the screen reader if one is known to run</source>
        <translation>Otomatik: çalıştığı kesinse ekran okuyucu</translation>
    </message>
    <message>
        <source>This app</source>
        <translation>Bu uygulama</translation>
    </message>
    <message>
        <source>The screen reader</source>
        <translation>Ekran okuyucu</translation>
    </message>
    <message>
        <source>Say buttons and lists aloud</source>
        <translation>Düğmeleri ve listeleri sesli söyle</translation>
    </message>
    <message>
        <source>For those who use no screen reader: what has the focus is said.</source>
        <translation>Ekran okuyucu kullanmayanlar için: odaktaki söylenir.</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>İpuçları</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Yönlendirme</translation>
    </message>
    <message>
        <source>How much is said besides values.</source>
        <translation>Değerlerin dışında ne kadar konuşulur.</translation>
    </message>
    <message>
        <source>Full: where to move the note, and why</source>
        <translation>Tam: banknot nereye, neden</translation>
    </message>
    <message>
        <source>Brief: few words</source>
        <translation>Kısa: az söz</translation>
    </message>
    <message>
        <source>Values only</source>
        <translation>Yalnızca değerler</translation>
    </message>
    <message>
        <source>Tone that follows the note</source>
        <translation>Banknotu izleyen ton</translation>
    </message>
    <message>
        <source>Higher when the note is higher, and from the side where it is, until it is read.</source>
        <translation>Banknot yükseldikçe tizleşir, bulunduğu yandan gelir ve okununca susar.</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>Görünüm</translation>
    </message>
    <message>
        <source>Size of all text</source>
        <translation>Bütün yazıların boyutu</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Colours of the window.</source>
        <translation>Pencerenin renkleri.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Sistem gibi</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Koyu</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Açık</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>Yüksek karşıtlık, koyu</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>Yüksek karşıtlık, açık</translation>
    </message>
    <message>
        <source>Colours of the value</source>
        <translation>Değerin renkleri</translation>
    </message>
    <message>
        <source>In which the value is shown.</source>
        <translation>Değerin gösterildiği renkler.</translation>
    </message>
    <message>
        <source>As the theme</source>
        <translation>Tema gibi</translation>
    </message>
    <message>
        <source>Yellow on black</source>
        <translation>Siyah üzerine sarı</translation>
    </message>
    <message>
        <source>White on black</source>
        <translation>Siyah üzerine beyaz</translation>
    </message>
    <message>
        <source>Black on white</source>
        <translation>Beyaz üzerine siyah</translation>
    </message>
    <message>
        <source>Black on yellow</source>
        <translation>Sarı üzerine siyah</translation>
    </message>
    <message>
        <source>White on blue</source>
        <translation>Mavi üzerine beyaz</translation>
    </message>
    <message>
        <source>Green on black</source>
        <translation>Siyah üzerine yeşil</translation>
    </message>
    <message>
        <source>Size of the value</source>
        <translation>Değerin boyutu</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tuşlar</translation>
    </message>
    <message>
        <source>What each key does</source>
        <translation>Her tuşun işi</translation>
    </message>
    <message>
        <source>Enter gives the chosen action another key.</source>
        <translation>Enter seçili eyleme başka bir tuş verir.</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>Tuşu değiştir</translation>
    </message>
    <message>
        <source>Gives the chosen action another key.</source>
        <translation>Seçili eyleme başka bir tuş verir.</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>İlk tuşlar</translation>
    </message>
    <message>
        <source>Gives every action its first key again.</source>
        <translation>Her eyleme ilk tuşunu geri verir.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>tuş yok</translation>
    </message>
    <message>
        <source>Arrow keys change it.</source>
        <translation>Ok tuşları değiştirir.</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>Başka bir tuş</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Tuşsuz</translation>
    </message>
    <message>
        <source>Takes the key away.</source>
        <translation>Tuşu kaldırır.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Bırak</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Hiçbir şey değişmez.</translation>
    </message>
    <message>
        <source>Press the new key for: {action}.</source>
        <translation>Şunun için yeni tuşa basın: {action}.</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Does not check whether a note is genuine.</source>
        <translation>Banknotun gerçek olup olmadığını denetlemez.</translation>
    </message>
    <message>
        <source>Hold a note in front of the camera</source>
        <translation>Kameranın önüne bir banknot tutun</translation>
    </message>
    <message>
        <source>No picture in private mode</source>
        <translation>Gizli kipte görüntü yok</translation>
    </message>
    <message>
        <source>One currency at least stays on.</source>
        <translation>En az bir para birimi açık kalır.</translation>
    </message>
    <message>
        <source>{key}: {what}.</source>
        <translation>{key}: {what}.</translation>
    </message>
    <message>
        <source>Hold one note in front of the camera, about a hand&apos;s length away. Its value is spoken and shown.</source>
        <translation>Kameranın önüne, yaklaşık bir karış uzağa bir banknot tutun. Değeri söylenir ve gösterilir.</translation>
    </message>
    <message>
        <source>Tab: to the next part of the window. Escape: back to the main page.</source>
        <translation>Sekme: pencerenin sonraki bölümüne. Escape: ana sayfaya döner.</translation>
    </message>
    <message>
        <source>Ctrl and Plus: larger text. Ctrl and Minus: smaller text. Ctrl and 0: text of the usual size.</source>
        <translation>Ctrl ve Artı: daha büyük yazı. Ctrl ve Eksi: daha küçük yazı. Ctrl ve 0: olağan boyutta yazı.</translation>
    </message>
    <message>
        <source>Every key can be changed in the settings.</source>
        <translation>Her tuş ayarlarda değiştirilebilir.</translation>
    </message>
    <message>
        <source>Only the currencies that are turned on are named. Fewer of them are read more surely.</source>
        <translation>Yalnızca açık para birimleri söylenir. Azı daha güvenle tanınır.</translation>
    </message>
    <message>
        <source>Welcome to Noteworthy. This tour takes a minute. {hush} skips it.</source>
        <translation>Noteworthy&apos;ye hoş geldiniz. Bu tur bir dakika sürer. {hush} turu atlar.</translation>
    </message>
    <message>
        <source>Noteworthy tells you which banknote is in front of the camera.</source>
        <translation>Noteworthy kameranın önünde hangi banknot olduğunu söyler.</translation>
    </message>
    <message>
        <source>Hold one note, flat, about a hand&apos;s length from the camera, and keep still. You hear its value. If something is in the way, you hear what to do: closer, left, more light.</source>
        <translation>Bir banknotu düz olarak kameradan bir karış uzakta, kıpırdatmadan tutun. Değerini duyarsınız. Bir engel varsa ne yapacağınızı duyarsınız: daha yakın, sola, daha çok ışık.</translation>
    </message>
    <message>
        <source>{repeat} says the value again. {hush} hushes. {what} tells what the camera sees.</source>
        <translation>{repeat} değeri yineler. {hush} susturur. {what} kameranın gördüğünü söyler.</translation>
    </message>
    <message>
        <source>{count} adds your notes up. {private} turns words into tones that only you understand.</source>
        <translation>{count} banknotlarınızı toplar. {private} sözleri yalnızca sizin anladığınız tonlara çevirir.</translation>
    </message>
    <message>
        <source>{help} reads all keys to you. It never tells whether a note is genuine.</source>
        <translation>{help} bütün tuşları okur. Banknotun gerçek olup olmadığı hiç söylenmez.</translation>
    </message>
    <message>
        <source>Now listen to three notes of play money.</source>
        <translation>Şimdi üç oyun parası dinleyin.</translation>
    </message>
    <message>
        <source>The tour was skipped.</source>
        <translation>Tur atlandı.</translation>
    </message>
    <message>
        <source>That was the tour.</source>
        <translation>Tur bitti.</translation>
    </message>
    <message>
        <source>Press {key} to choose your currencies.</source>
        <translation>Para birimlerinizi seçmek için {key} tuşuna basın.</translation>
    </message>
    <message>
        <source>In private mode a note is told by short tones and not by words. The lowest value of a currency is one tone, the next two, and so on; they come in groups of three. Choose one and press Enter to hear it.</source>
        <translation>Gizli kipte banknot sözlerle değil kısa tonlarla bildirilir. Bir para biriminin en küçük değeri bir ton, sonraki iki tondur ve böyle sürer; üçerli gruplar halinde. Birini seçin ve duymak için Enter&apos;a basın.</translation>
    </message>
    <message>
        <source>Tones: {count}</source>
        <translation>Tonlar: {count}</translation>
    </message>
    <message>
        <source>Not understood: try again</source>
        <translation>Tanınmadı: yeniden deneyin</translation>
    </message>
</context>
<context>
    <name>Tones</name>
    <message>
        <source>Tones of private mode</source>
        <translation>Gizli kipin tonları</translation>
    </message>
    <message>
        <source>Tones</source>
        <translation>Tonlar</translation>
    </message>
    <message>
        <source>Enter plays the chosen tones.</source>
        <translation>Enter seçilen sesleri çalar.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Çal</translation>
    </message>
    <message>
        <source>Plays the chosen tones; so does Enter.</source>
        <translation>Seçili tonları çalar; Enter de.</translation>
    </message>
</context>
<context>
    <name>Voice</name>
    <message>
        <source>on</source>
        <translation>açık</translation>
    </message>
    <message>
        <source>off</source>
        <translation>kapalı</translation>
    </message>
</context>
</TS>
