<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id">
<context>
    <name>Count</name>
    <message>
        <source>Counted notes</source>
        <translation>Uang yang dihitung</translation>
    </message>
    <message>
        <source>The total of each currency.</source>
        <translation>Jumlah setiap mata uang.</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Jumlah</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Terbaru dulu</translation>
    </message>
    <message>
        <source>The notes that were counted.</source>
        <translation>Lembar uang yang sudah dihitung.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Baca</translation>
    </message>
    <message>
        <source>Says notes and total.</source>
        <translation>Menyebut lembar uang dan jumlahnya.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Batalkan</translation>
    </message>
    <message>
        <source>Takes the last note back.</source>
        <translation>Membatalkan lembar terakhir.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Kosongkan</translation>
    </message>
    <message>
        <source>Starts anew.</source>
        <translation>Mulai dari awal.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Salin</translation>
    </message>
    <message>
        <source>Copies the list as a table.</source>
        <translation>Menyalin daftar sebagai tabel.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Simpan…</translation>
    </message>
    <message>
        <source>Saves the list as a CSV file.</source>
        <translation>Menyimpan daftar sebagai berkas CSV.</translation>
    </message>
    <message>
        <source>Total: {amounts}</source>
        <translation>Jumlah: {amounts}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>belum ada</translation>
    </message>
    <message>
        <source>No note was counted yet.</source>
        <translation>Belum ada uang yang dihitung.</translation>
    </message>
    <message>
        <source>Save the counted notes</source>
        <translation>Simpan uang yang dihitung</translation>
    </message>
</context>
<context>
    <name>Currencies</name>
    <message>
        <source>Your currencies</source>
        <translation>Mata uang Anda</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Cari</translation>
    </message>
    <message>
        <source>Arrow keys go through what was found.</source>
        <translation>Tombol panah menelusuri yang ditemukan.</translation>
    </message>
    <message>
        <source>Name, code or country</source>
        <translation>Nama, kode, atau negara</translation>
    </message>
    <message>
        <source>Currencies</source>
        <translation>Mata uang</translation>
    </message>
    <message>
        <source>Space turns one on or off, Enter keeps only this one, letters search.</source>
        <translation>Spasi menghidupkan atau mematikan, Enter hanya menyisakan ini, huruf mencari.</translation>
    </message>
    <message>
        <source>Only this one</source>
        <translation>Hanya ini</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Turns all others off.</source>
        <translation>Mematikan semua yang lain.</translation>
    </message>
    <message>
        <source>All usual ones</source>
        <translation>Semua yang biasa</translation>
    </message>
    <message>
        <source>Turns on all that are read well.</source>
        <translation>Menghidupkan semua yang terbaca dengan baik.</translation>
    </message>
    <message>
        <source>Currencies shown: {number}</source>
        <translation>Mata uang yang ditampilkan: {number}</translation>
    </message>
    <message>
        <source>{currency}, on</source>
        <translation>{currency}, hidup</translation>
    </message>
    <message>
        <source>{currency}, off</source>
        <translation>{currency}, mati</translation>
    </message>
</context>
<context>
    <name>Fonts</name>
    <message>
        <source>No font on this computer can show {language}. Install one: on Debian and Ubuntu the package {package}.</source>
        <translation>Tidak ada fon di komputer ini yang dapat menampilkan {language}. Pasang satu: di Debian dan Ubuntu paket {package}.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>Bantuan</translation>
    </message>
    <message>
        <source>How to use Noteworthy</source>
        <translation>Cara memakai Noteworthy</translation>
    </message>
    <message>
        <source>Arrow keys read it line by line.</source>
        <translation>Tombol panah membacanya baris demi baris.</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Bacakan</translation>
    </message>
    <message>
        <source>Reads this help aloud from its beginning.</source>
        <translation>Membacakan bantuan ini dari awal.</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Tur</translation>
    </message>
    <message>
        <source>Plays the tour of the first start again, about a minute.</source>
        <translation>Memutar lagi tur saat pertama mulai, sekitar satu menit.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>What was said</source>
        <translation>Yang telah diucapkan</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Terbaru dulu</translation>
    </message>
    <message>
        <source>Enter says a line again.</source>
        <translation>Enter mengucapkan satu baris lagi.</translation>
    </message>
    <message>
        <source>Nothing was said yet.</source>
        <translation>Belum ada yang diucapkan.</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>help, read aloud</source>
        <translation>bantuan, dibacakan</translation>
    </message>
    <message>
        <source>private mode on or off: tones in place of words</source>
        <translation>mode pribadi hidup atau mati: nada sebagai ganti kata</translation>
    </message>
    <message>
        <source>count mode on or off: notes are added up</source>
        <translation>mode hitung hidup atau mati: uang dijumlahkan</translation>
    </message>
    <message>
        <source>tell what the camera sees</source>
        <translation>sebutkan apa yang dilihat kamera</translation>
    </message>
    <message>
        <source>tell every note on the table</source>
        <translation>menyebut setiap uang di meja</translation>
    </message>
    <message>
        <source>pause, and start again</source>
        <translation>jeda, dan mulai lagi</translation>
    </message>
    <message>
        <source>say the last value again</source>
        <translation>ucapkan lagi nilai terakhir</translation>
    </message>
    <message>
        <source>hush: stop speaking; skips the tour</source>
        <translation>diam: berhenti berbicara; melewati tur</translation>
    </message>
    <message>
        <source>choose the camera</source>
        <translation>pilih kamera</translation>
    </message>
    <message>
        <source>a phone as the camera</source>
        <translation>ponsel sebagai kamera</translation>
    </message>
    <message>
        <source>choose the currencies; Space turns one on or off</source>
        <translation>pilih mata uang; Spasi menghidupkan atau mematikan</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>pengaturan</translation>
    </message>
    <message>
        <source>the counted notes</source>
        <translation>uang yang dihitung</translation>
    </message>
    <message>
        <source>what was said</source>
        <translation>yang telah diucapkan</translation>
    </message>
    <message>
        <source>tell which currency a note is; press again to turn that currency on</source>
        <translation>memberi tahu mata uang selembar uang; tekan lagi untuk menyalakan mata uang itu</translation>
    </message>
    <message>
        <source>teach a note, and your taught notes</source>
        <translation>ajarkan uang kertas, dan uang yang diajarkan</translation>
    </message>
    <message>
        <source>read the counted notes and the total</source>
        <translation>bacakan uang yang dihitung dan jumlahnya</translation>
    </message>
    <message>
        <source>take the last counted note back</source>
        <translation>batalkan lembar terakhir yang dihitung</translation>
    </message>
    <message>
        <source>start counting anew</source>
        <translation>mulai menghitung dari awal</translation>
    </message>
    <message>
        <source>learn the tones of private mode</source>
        <translation>pelajari nada mode pribadi</translation>
    </message>
    <message>
        <source>hear the tour again</source>
        <translation>dengarkan tur lagi</translation>
    </message>
    <message>
        <source>leave Noteworthy</source>
        <translation>keluar dari Noteworthy</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} atau {second}</translation>
    </message>
    <message>
        <source>{key} cannot be used. Choose a function key, or a key together with Ctrl or Alt.</source>
        <translation>{key} tidak dapat dipakai. Pilih tombol fungsi, atau tombol bersama Ctrl atau Alt.</translation>
    </message>
    <message>
        <source>{key} is already used for: {action}. Choose another.</source>
        <translation>{key} sudah dipakai untuk: {action}. Pilih yang lain.</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>First camera found</source>
        <translation>Kamera pertama yang ditemukan</translation>
    </message>
    <message>
        <source>Demo with specimen notes</source>
        <translation>Demo dengan uang contoh</translation>
    </message>
    <message>
        <source>{currency} (experimental)</source>
        <translation>{currency} (percobaan)</translation>
    </message>
    <message>
        <source>Main page</source>
        <translation>Halaman utama</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Mulai</translation>
    </message>
    <message>
        <source>Looks at the camera again.</source>
        <translation>Melihat lagi lewat kamera.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Jeda</translation>
    </message>
    <message>
        <source>Stops looking at the camera until started again.</source>
        <translation>Berhenti melihat lewat kamera sampai dimulai lagi.</translation>
    </message>
    <message>
        <source>{names} and {number} more</source>
        <translation>{names} dan {number} lagi</translation>
    </message>
    <message>
        <source>Your currencies: {names}</source>
        <translation>Mata uang Anda: {names}</translation>
    </message>
    <message>
        <source>The value of the note, as it was spoken last.</source>
        <translation>Nilai uang, seperti yang terakhir diucapkan.</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>Gambar kamera</translation>
    </message>
    <message>
        <source>What the camera sees now.</source>
        <translation>Apa yang dilihat kamera sekarang.</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>Belum ada gambar</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Ulangi</translation>
    </message>
    <message>
        <source>Says the last value again.</source>
        <translation>Mengucapkan lagi nilai terakhir.</translation>
    </message>
    <message>
        <source>Hush</source>
        <translation>Diam</translation>
    </message>
    <message>
        <source>Stops speaking.</source>
        <translation>Berhenti berbicara.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Lihat</translation>
    </message>
    <message>
        <source>What do you see? Says value, how sure, where, and the light.</source>
        <translation>Apa yang terlihat? Menyebut nilai, keyakinan, letak, dan cahaya.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Meja</translation>
    </message>
    <message>
        <source>Tells every note on the table, and counts them in count mode.</source>
        <translation>Menyebut setiap uang di meja, dan menjumlahkannya dalam mode hitung.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Bantuan</translation>
    </message>
    <message>
        <source>Reads aloud how to use Noteworthy, and its keys.</source>
        <translation>Membacakan cara memakai Noteworthy, dan tombolnya.</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Pribadi</translation>
    </message>
    <message>
        <source>Private mode: tones in place of words.</source>
        <translation>Mode pribadi: nada sebagai ganti kata.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Hitung</translation>
    </message>
    <message>
        <source>Count mode: notes are added up.</source>
        <translation>Mode hitung: uang dijumlahkan.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Uang</translation>
    </message>
    <message>
        <source>The counted notes and their total.</source>
        <translation>Uang yang dihitung dan jumlahnya.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Riwayat</translation>
    </message>
    <message>
        <source>What was said.</source>
        <translation>Yang telah diucapkan.</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Ajarkan</translation>
    </message>
    <message>
        <source>Teaches Noteworthy a note that it does not know, and lists your taught notes.</source>
        <translation>Mengajarkan uang kertas yang belum dikenal Noteworthy, dan menampilkan uang yang diajarkan.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Setelan</translation>
    </message>
    <message>
        <source>Language, voice, keys and colours.</source>
        <translation>Bahasa, suara, tombol, dan warna.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Which camera is looked through.</source>
        <translation>Kamera mana yang dipakai.</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Only these are named.</source>
        <translation>Hanya ini yang disebut.</translation>
    </message>
    <message>
        <source>Choose currencies</source>
        <translation>Pilih mata uang</translation>
    </message>
    <message>
        <source>Opens the list of all currencies.</source>
        <translation>Membuka daftar semua mata uang.</translation>
    </message>
    <message>
        <source>Your currencies</source>
        <translation>Mata uang Anda</translation>
    </message>
    <message>
        <source>Network camera</source>
        <translation>Kamera jaringan</translation>
    </message>
    <message>
        <source>Said: {text}</source>
        <translation>Diucapkan: {text}</translation>
    </message>
    <message>
        <source>Value: {text}</source>
        <translation>Nilai: {text}</translation>
    </message>
    <message>
        <source>Paused. {key} starts again.</source>
        <translation>Dijeda. {key} melanjutkan.</translation>
    </message>
    <message>
        <source>That was the last picture.</source>
        <translation>Itu gambar terakhir.</translation>
    </message>
    <message>
        <source>Last: {text}</source>
        <translation>Terakhir: {text}</translation>
    </message>
    <message>
        <source>The camera is being opened…</source>
        <translation>Kamera sedang dibuka…</translation>
    </message>
    <message>
        <source>Camera lost. Check its cable.</source>
        <translation>Kamera hilang. Periksa kabelnya.</translation>
    </message>
    <message>
        <source>No camera found. Connect one.</source>
        <translation>Kamera tidak ditemukan. Sambungkan satu.</translation>
    </message>
    <message>
        <source>{key}: choose the camera.</source>
        <translation>{key}: pilih kamera.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Dijeda</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Tidak ada gambar</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Halaman</translation>
    </message>
    <message>
        <source>What is missing, and what to do about it.</source>
        <translation>Apa yang kurang, dan apa yang harus dilakukan.</translation>
    </message>
    <message>
        <source>What was said last.</source>
        <translation>Yang terakhir diucapkan.</translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>Belum ada yang diucapkan</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>To the main page.</source>
        <translation>Ke halaman utama.</translation>
    </message>
    <message>
        <source>{what} Key {key}.</source>
        <translation>{what} Tombol {key}.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Settings</source>
        <translation>Setelan</translation>
    </message>
    <message>
        <source>The system&apos;s own</source>
        <translation>Bawaan sistem</translation>
    </message>
    <message>
        <source>Language and voice</source>
        <translation>Bahasa dan suara</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Bahasa</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Suara</translation>
    </message>
    <message>
        <source>The voices of this language.</source>
        <translation>Suara untuk bahasa ini.</translation>
    </message>
    <message>
        <source>The one that fits the language</source>
        <translation>Yang cocok dengan bahasa</translation>
    </message>
    <message>
        <source>Of the window and of what is said. Enter takes it.</source>
        <translation>Untuk jendela dan yang diucapkan. Enter menetapkannya.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Kecepatan</translation>
    </message>
    <message>
        <source>{number} words a minute</source>
        <translation>{number} kata per menit</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>Nada</translation>
    </message>
    <message>
        <source>{number} of 100</source>
        <translation>{number} dari 100</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>{number} percent</source>
        <translation>{number} persen</translation>
    </message>
    <message>
        <source>Sound device</source>
        <translation>Perangkat suara</translation>
    </message>
    <message>
        <source>Where speech and tones sound.</source>
        <translation>Tempat ucapan dan nada berbunyi.</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>Suara hidup</translation>
    </message>
    <message>
        <source>Off: values are only shown.</source>
        <translation>Mati: nilai hanya ditampilkan.</translation>
    </message>
    <message>
        <source>Try the voice</source>
        <translation>Coba suara</translation>
    </message>
    <message>
        <source>Says a sentence in the voice as it is now.</source>
        <translation>Mengucapkan satu kalimat dengan suara seperti sekarang.</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>Siapa yang berbicara</translation>
    </message>
    <message>
        <source>The screen reader speaks only while this window has the focus; otherwise the app does.</source>
        <translation>Pembaca layar berbicara hanya selama jendela ini mendapat fokus; selain itu aplikasi.</translation>
    </message>
    <message>
        <source>Automatic: the screen reader if one is known to run</source>
        <translation>Otomatis: pembaca layar jika pasti berjalan</translation>
    </message>
    <message>
        <source>This app</source>
        <translation>Aplikasi ini</translation>
    </message>
    <message>
        <source>The screen reader</source>
        <translation>Pembaca layar</translation>
    </message>
    <message>
        <source>Say buttons and lists aloud</source>
        <translation>Ucapkan tombol dan daftar</translation>
    </message>
    <message>
        <source>For those who use no screen reader: what has the focus is said.</source>
        <translation>Bagi yang tidak memakai pembaca layar: yang mendapat fokus diucapkan.</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Petunjuk</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Panduan</translation>
    </message>
    <message>
        <source>How much is said besides values.</source>
        <translation>Seberapa banyak diucapkan selain nilai.</translation>
    </message>
    <message>
        <source>Full: where to move the note, and why</source>
        <translation>Lengkap: ke mana uang digeser, dan mengapa</translation>
    </message>
    <message>
        <source>Brief: few words</source>
        <translation>Singkat: sedikit kata</translation>
    </message>
    <message>
        <source>Values only</source>
        <translation>Hanya nilai</translation>
    </message>
    <message>
        <source>Tone that follows the note</source>
        <translation>Nada yang mengikuti uang</translation>
    </message>
    <message>
        <source>Higher when the note is higher, and from the side where it is, until it is read.</source>
        <translation>Lebih tinggi bila uang lebih tinggi, dan dari sisi tempat uang itu, sampai terbaca.</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>Tampilan</translation>
    </message>
    <message>
        <source>Size of all text</source>
        <translation>Ukuran semua teks</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Colours of the window.</source>
        <translation>Warna jendela.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Seperti sistem</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Gelap</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Terang</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>Kontras tinggi, gelap</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>Kontras tinggi, terang</translation>
    </message>
    <message>
        <source>Colours of the value</source>
        <translation>Warna nilai</translation>
    </message>
    <message>
        <source>In which the value is shown.</source>
        <translation>Warna untuk menampilkan nilai.</translation>
    </message>
    <message>
        <source>As the theme</source>
        <translation>Seperti tema</translation>
    </message>
    <message>
        <source>Yellow on black</source>
        <translation>Kuning di atas hitam</translation>
    </message>
    <message>
        <source>White on black</source>
        <translation>Putih di atas hitam</translation>
    </message>
    <message>
        <source>Black on white</source>
        <translation>Hitam di atas putih</translation>
    </message>
    <message>
        <source>Black on yellow</source>
        <translation>Hitam di atas kuning</translation>
    </message>
    <message>
        <source>White on blue</source>
        <translation>Putih di atas biru</translation>
    </message>
    <message>
        <source>Green on black</source>
        <translation>Hijau di atas hitam</translation>
    </message>
    <message>
        <source>Size of the value</source>
        <translation>Ukuran nilai</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tombol</translation>
    </message>
    <message>
        <source>What each key does</source>
        <translation>Kegunaan setiap tombol</translation>
    </message>
    <message>
        <source>Enter gives the chosen action another key.</source>
        <translation>Enter memberi tombol lain untuk tindakan terpilih.</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>Ganti tombol</translation>
    </message>
    <message>
        <source>Gives the chosen action another key.</source>
        <translation>Memberi tombol lain untuk tindakan terpilih.</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>Tombol awal</translation>
    </message>
    <message>
        <source>Gives every action its first key again.</source>
        <translation>Mengembalikan tombol awal setiap tindakan.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>tanpa tombol</translation>
    </message>
    <message>
        <source>Arrow keys change it.</source>
        <translation>Tombol panah mengubahnya.</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>Tombol lain</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Tanpa tombol</translation>
    </message>
    <message>
        <source>Takes the key away.</source>
        <translation>Menghapus tombol.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Biarkan</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>Press the new key for: {action}.</source>
        <translation>Tekan tombol baru untuk: {action}.</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Does not check whether a note is genuine.</source>
        <translation>Tidak memeriksa keaslian uang.</translation>
    </message>
    <message>
        <source>Hold a note in front of the camera</source>
        <translation>Pegang uang di depan kamera</translation>
    </message>
    <message>
        <source>No picture in private mode</source>
        <translation>Tidak ada gambar dalam mode pribadi</translation>
    </message>
    <message>
        <source>One currency at least stays on.</source>
        <translation>Setidaknya satu mata uang tetap hidup.</translation>
    </message>
    <message>
        <source>{key}: {what}.</source>
        <translation>{key}: {what}.</translation>
    </message>
    <message>
        <source>Hold one note in front of the camera, about a hand&apos;s length away. Its value is spoken and shown.</source>
        <translation>Pegang satu lembar uang di depan kamera, kira-kira sejengkal. Nilainya diucapkan dan ditampilkan.</translation>
    </message>
    <message>
        <source>Tab: to the next part of the window. Escape: back to the main page.</source>
        <translation>Tab: ke bagian jendela berikutnya. Escape: kembali ke halaman utama.</translation>
    </message>
    <message>
        <source>Ctrl and Plus: larger text. Ctrl and Minus: smaller text. Ctrl and 0: text of the usual size.</source>
        <translation>Ctrl dan Plus: teks lebih besar. Ctrl dan Minus: teks lebih kecil. Ctrl dan 0: teks ukuran biasa.</translation>
    </message>
    <message>
        <source>Every key can be changed in the settings.</source>
        <translation>Setiap tombol dapat diganti di pengaturan.</translation>
    </message>
    <message>
        <source>Only the currencies that are turned on are named. Fewer of them are read more surely.</source>
        <translation>Hanya mata uang yang hidup yang disebut. Makin sedikit, makin pasti dikenali.</translation>
    </message>
    <message>
        <source>Welcome to Noteworthy. This tour takes a minute. {hush} skips it.</source>
        <translation>Selamat datang di Noteworthy. Tur ini satu menit. {hush} melewatinya.</translation>
    </message>
    <message>
        <source>Noteworthy tells you which banknote is in front of the camera.</source>
        <translation>Noteworthy memberi tahu uang apa yang ada di depan kamera.</translation>
    </message>
    <message>
        <source>Hold one note, flat, about a hand&apos;s length from the camera, and keep still. You hear its value. If something is in the way, you hear what to do: closer, left, more light.</source>
        <translation>Pegang satu lembar uang, rata, kira-kira sejengkal dari kamera, dan jangan bergerak. Anda mendengar nilainya. Jika ada halangan, Anda mendengar apa yang harus dilakukan: lebih dekat, kiri, lebih terang.</translation>
    </message>
    <message>
        <source>{repeat} says the value again. {hush} hushes. {what} tells what the camera sees.</source>
        <translation>{repeat} mengulang nilai. {hush} membuat diam. {what} menyebut apa yang dilihat kamera.</translation>
    </message>
    <message>
        <source>{count} adds your notes up. {private} turns words into tones that only you understand.</source>
        <translation>{count} menjumlahkan uang Anda. {private} mengganti kata dengan nada yang hanya Anda pahami.</translation>
    </message>
    <message>
        <source>{help} reads all keys to you. It never tells whether a note is genuine.</source>
        <translation>{help} membacakan semua tombol. Keaslian uang tidak pernah disebutkan.</translation>
    </message>
    <message>
        <source>Now listen to three notes of play money.</source>
        <translation>Sekarang dengarkan tiga lembar uang mainan.</translation>
    </message>
    <message>
        <source>The tour was skipped.</source>
        <translation>Tur dilewati.</translation>
    </message>
    <message>
        <source>That was the tour.</source>
        <translation>Tur selesai.</translation>
    </message>
    <message>
        <source>Press {key} to choose your currencies.</source>
        <translation>Tekan {key} untuk memilih mata uang Anda.</translation>
    </message>
    <message>
        <source>In private mode a note is told by short tones and not by words. The lowest value of a currency is one tone, the next two, and so on; they come in groups of three. Choose one and press Enter to hear it.</source>
        <translation>Dalam mode pribadi, uang disebut dengan nada pendek, bukan kata. Nilai terendah suatu mata uang adalah satu nada, berikutnya dua, dan seterusnya, dalam kelompok tiga. Pilih satu dan tekan Enter untuk mendengarnya.</translation>
    </message>
    <message>
        <source>Tones: {count}</source>
        <translation>Nada: {count}</translation>
    </message>
    <message>
        <source>Not understood: try again</source>
        <translation>Tidak dikenali: coba lagi</translation>
    </message>
</context>
<context>
    <name>Tones</name>
    <message>
        <source>Tones of private mode</source>
        <translation>Nada mode pribadi</translation>
    </message>
    <message>
        <source>Tones</source>
        <translation>Nada</translation>
    </message>
    <message>
        <source>Enter plays the chosen tones.</source>
        <translation>Enter memainkan nada yang dipilih.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Putar</translation>
    </message>
    <message>
        <source>Plays the chosen tones; so does Enter.</source>
        <translation>Memutar nada terpilih; begitu juga Enter.</translation>
    </message>
</context>
<context>
    <name>Voice</name>
    <message>
        <source>on</source>
        <translation>hidup</translation>
    </message>
    <message>
        <source>off</source>
        <translation>mati</translation>
    </message>
</context>
</TS>
