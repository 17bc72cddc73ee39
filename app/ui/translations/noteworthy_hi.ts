<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="hi">
<context>
    <name>Count</name>
    <message>
        <source>Counted notes</source>
        <translation>गिने हुए नोट</translation>
    </message>
    <message>
        <source>The total of each currency.</source>
        <translation>हर मुद्रा का जोड़।</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>जोड़</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>नए पहले</translation>
    </message>
    <message>
        <source>The notes that were counted.</source>
        <translation>वे नोट जो गिने गए।</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>पढ़ें</translation>
    </message>
    <message>
        <source>Says notes and total.</source>
        <translation>नोट और जोड़ बोलता है।</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>वापस लें</translation>
    </message>
    <message>
        <source>Takes the last note back.</source>
        <translation>आख़िरी नोट वापस लेता है।</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>खाली करें</translation>
    </message>
    <message>
        <source>Starts anew.</source>
        <translation>नए सिरे से शुरू करता है।</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>कॉपी करें</translation>
    </message>
    <message>
        <source>Copies the list as a table.</source>
        <translation>सूची को तालिका के रूप में कॉपी करता है।</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>सहेजें…</translation>
    </message>
    <message>
        <source>Saves the list as a CSV file.</source>
        <translation>सूची को CSV फ़ाइल में सहेजता है।</translation>
    </message>
    <message>
        <source>Total: {amounts}</source>
        <translation>जोड़: {amounts}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>अभी कुछ नहीं</translation>
    </message>
    <message>
        <source>No note was counted yet.</source>
        <translation>अभी तक कोई नोट नहीं गिना गया।</translation>
    </message>
    <message>
        <source>Save the counted notes</source>
        <translation>गिने हुए नोट सहेजें</translation>
    </message>
</context>
<context>
    <name>Currencies</name>
    <message>
        <source>Your currencies</source>
        <translation>आपकी मुद्राएँ</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>खोज</translation>
    </message>
    <message>
        <source>Arrow keys go through what was found.</source>
        <translation>तीर की कुंजियाँ मिले हुए नामों में घूमती हैं।</translation>
    </message>
    <message>
        <source>Name, code or country</source>
        <translation>नाम, कोड या देश</translation>
    </message>
    <message>
        <source>Currencies</source>
        <translation>मुद्राएँ</translation>
    </message>
    <message>
        <source>Space turns one on or off, Enter keeps only this one, letters search.</source>
        <translation>स्पेस किसी को चालू या बंद करता है, Enter केवल इसी को रखता है, अक्षर खोजते हैं।</translation>
    </message>
    <message>
        <source>Only this one</source>
        <translation>केवल यही</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Turns all others off.</source>
        <translation>बाक़ी सब बंद करता है।</translation>
    </message>
    <message>
        <source>All usual ones</source>
        <translation>सभी सामान्य</translation>
    </message>
    <message>
        <source>Turns on all that are read well.</source>
        <translation>जो अच्छी तरह पढ़ी जाती हैं, उन सबको चालू करता है।</translation>
    </message>
    <message>
        <source>Currencies shown: {number}</source>
        <translation>दिखाई गई मुद्राएँ: {number}</translation>
    </message>
    <message>
        <source>{currency}, on</source>
        <translation>{currency}, चालू</translation>
    </message>
    <message>
        <source>{currency}, off</source>
        <translation>{currency}, बंद</translation>
    </message>
</context>
<context>
    <name>Fonts</name>
    <message>
        <source>No font on this computer can show {language}. Install one: on Debian and Ubuntu the package {package}.</source>
        <translation>इस कंप्यूटर का कोई फ़ॉन्ट {language} नहीं दिखा सकता। एक फ़ॉन्ट लगाएँ: Debian और Ubuntu में पैकेज {package}।</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>मदद</translation>
    </message>
    <message>
        <source>How to use Noteworthy</source>
        <translation>Noteworthy कैसे चलाएँ</translation>
    </message>
    <message>
        <source>Arrow keys read it line by line.</source>
        <translation>तीर कुंजियाँ इसे पंक्ति-दर-पंक्ति पढ़ती हैं।</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>ज़ोर से पढ़ें</translation>
    </message>
    <message>
        <source>Reads this help aloud from its beginning.</source>
        <translation>इस मदद को शुरू से ज़ोर से पढ़ता है।</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>परिचय</translation>
    </message>
    <message>
        <source>Plays the tour of the first start again, about a minute.</source>
        <translation>पहली बार का परिचय फिर से चलाता है, लगभग एक मिनट।</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>What was said</source>
        <translation>जो बोला गया</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>नए पहले</translation>
    </message>
    <message>
        <source>Enter says a line again.</source>
        <translation>एंटर एक पंक्ति फिर से बोलता है।</translation>
    </message>
    <message>
        <source>Nothing was said yet.</source>
        <translation>अभी तक कुछ नहीं बोला गया।</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>help, read aloud</source>
        <translation>मदद, ज़ोर से पढ़ी जाती है</translation>
    </message>
    <message>
        <source>private mode on or off: tones in place of words</source>
        <translation>निजी मोड चालू या बंद: शब्दों की जगह ध्वनियाँ</translation>
    </message>
    <message>
        <source>count mode on or off: notes are added up</source>
        <translation>गिनती मोड चालू या बंद: नोट जोड़े जाते हैं</translation>
    </message>
    <message>
        <source>tell what the camera sees</source>
        <translation>बताओ कि कैमरा क्या देखता है</translation>
    </message>
    <message>
        <source>tell every note on the table</source>
        <translation>मेज़ पर रखा हर नोट बताना</translation>
    </message>
    <message>
        <source>pause, and start again</source>
        <translation>रोकें, और फिर शुरू करें</translation>
    </message>
    <message>
        <source>say the last value again</source>
        <translation>आख़िरी मूल्य फिर से बोलें</translation>
    </message>
    <message>
        <source>hush: stop speaking; skips the tour</source>
        <translation>चुप: बोलना बंद; परिचय छोड़ देता है</translation>
    </message>
    <message>
        <source>choose the camera</source>
        <translation>कैमरा चुनें</translation>
    </message>
    <message>
        <source>a phone as the camera</source>
        <translation>फ़ोन को कैमरा बनाना</translation>
    </message>
    <message>
        <source>choose the currencies; Space turns one on or off</source>
        <translation>मुद्राएँ चुनें; स्पेस किसी को चालू या बंद करता है</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>सेटिंग</translation>
    </message>
    <message>
        <source>the counted notes</source>
        <translation>गिने हुए नोट</translation>
    </message>
    <message>
        <source>what was said</source>
        <translation>जो बोला गया</translation>
    </message>
    <message>
        <source>tell which currency a note is; press again to turn that currency on</source>
        <translation>बताना कि नोट किस मुद्रा का है; दोबारा दबाने पर वह मुद्रा चालू होती है</translation>
    </message>
    <message>
        <source>teach a note, and your taught notes</source>
        <translation>नोट सिखाएँ, और सिखाए गए नोट</translation>
    </message>
    <message>
        <source>read the counted notes and the total</source>
        <translation>गिने हुए नोट और जोड़ पढ़ें</translation>
    </message>
    <message>
        <source>take the last counted note back</source>
        <translation>आख़िरी गिना हुआ नोट वापस लें</translation>
    </message>
    <message>
        <source>start counting anew</source>
        <translation>गिनती नए सिरे से शुरू करें</translation>
    </message>
    <message>
        <source>learn the tones of private mode</source>
        <translation>निजी मोड की ध्वनियाँ सीखें</translation>
    </message>
    <message>
        <source>hear the tour again</source>
        <translation>परिचय फिर से सुनें</translation>
    </message>
    <message>
        <source>leave Noteworthy</source>
        <translation>Noteworthy बंद करें</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} या {second}</translation>
    </message>
    <message>
        <source>{key} cannot be used. Choose a function key, or a key together with Ctrl or Alt.</source>
        <translation>{key} काम में नहीं ली जा सकती। कोई फ़ंक्शन कुंजी, या Ctrl या Alt के साथ कोई कुंजी चुनें।</translation>
    </message>
    <message>
        <source>{key} is already used for: {action}. Choose another.</source>
        <translation>{key} पहले से इसके लिए है: {action}। दूसरी चुनें।</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>First camera found</source>
        <translation>पहला मिला कैमरा</translation>
    </message>
    <message>
        <source>Demo with specimen notes</source>
        <translation>नमूना नोटों के साथ डेमो</translation>
    </message>
    <message>
        <source>{currency} (experimental)</source>
        <translation>{currency} (प्रायोगिक)</translation>
    </message>
    <message>
        <source>Main page</source>
        <translation>मुख्य पृष्ठ</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>शुरू</translation>
    </message>
    <message>
        <source>Looks at the camera again.</source>
        <translation>कैमरे से फिर देखता है।</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>रोकें</translation>
    </message>
    <message>
        <source>Stops looking at the camera until started again.</source>
        <translation>फिर शुरू होने तक कैमरे से नहीं देखता।</translation>
    </message>
    <message>
        <source>{names} and {number} more</source>
        <translation>{names} और {number} अन्य</translation>
    </message>
    <message>
        <source>Your currencies: {names}</source>
        <translation>आपकी मुद्राएँ: {names}</translation>
    </message>
    <message>
        <source>The value of the note, as it was spoken last.</source>
        <translation>नोट का मूल्य, जैसा आख़िरी बार बोला गया।</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>कैमरे की तस्वीर</translation>
    </message>
    <message>
        <source>What the camera sees now.</source>
        <translation>कैमरा अभी जो देखता है।</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>अभी तस्वीर नहीं</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>दोहराएँ</translation>
    </message>
    <message>
        <source>Says the last value again.</source>
        <translation>आख़िरी मूल्य फिर से बोलता है।</translation>
    </message>
    <message>
        <source>Hush</source>
        <translation>चुप</translation>
    </message>
    <message>
        <source>Stops speaking.</source>
        <translation>बोलना बंद करता है।</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>देखें</translation>
    </message>
    <message>
        <source>What do you see? Says value, how sure, where, and the light.</source>
        <translation>क्या दिखता है? मूल्य, भरोसा, जगह और रोशनी बोलता है।</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>मेज़</translation>
    </message>
    <message>
        <source>Tells every note on the table, and counts them in count mode.</source>
        <translation>मेज़ पर रखा हर नोट बताता है, और गिनती मोड में उन्हें जोड़ता है।</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>मदद</translation>
    </message>
    <message>
        <source>Reads aloud how to use Noteworthy, and its keys.</source>
        <translation>ज़ोर से पढ़ता है कि Noteworthy कैसे काम में लें, और उसकी कुंजियाँ।</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>निजी</translation>
    </message>
    <message>
        <source>Private mode: tones in place of words.</source>
        <translation>निजी मोड: शब्दों की जगह ध्वनियाँ।</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>गिनें</translation>
    </message>
    <message>
        <source>Count mode: notes are added up.</source>
        <translation>गिनती मोड: नोट जोड़े जाते हैं।</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>नोट</translation>
    </message>
    <message>
        <source>The counted notes and their total.</source>
        <translation>गिने हुए नोट और उनका जोड़।</translation>
    </message>
    <message>
        <source>History</source>
        <translation>इतिहास</translation>
    </message>
    <message>
        <source>What was said.</source>
        <translation>जो बोला गया।</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>सिखाएँ</translation>
    </message>
    <message>
        <source>Teaches Noteworthy a note that it does not know, and lists your taught notes.</source>
        <translation>Noteworthy को ऐसा नोट सिखाता है जिसे वह नहीं जानता, और सिखाए गए नोट दिखाता है।</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>सेटिंग</translation>
    </message>
    <message>
        <source>Language, voice, keys and colours.</source>
        <translation>भाषा, आवाज़, कुंजियाँ और रंग।</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>कैमरा</translation>
    </message>
    <message>
        <source>Which camera is looked through.</source>
        <translation>किस कैमरे से देखा जाए।</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>कैमरे</translation>
    </message>
    <message>
        <source>Only these are named.</source>
        <translation>केवल इन्हीं का नाम लिया जाता है।</translation>
    </message>
    <message>
        <source>Choose currencies</source>
        <translation>मुद्राएँ चुनें</translation>
    </message>
    <message>
        <source>Opens the list of all currencies.</source>
        <translation>सभी मुद्राओं की सूची खोलता है।</translation>
    </message>
    <message>
        <source>Your currencies</source>
        <translation>आपकी मुद्राएँ</translation>
    </message>
    <message>
        <source>Network camera</source>
        <translation>नेटवर्क कैमरा</translation>
    </message>
    <message>
        <source>Said: {text}</source>
        <translation>बोला: {text}</translation>
    </message>
    <message>
        <source>Value: {text}</source>
        <translation>मूल्य: {text}</translation>
    </message>
    <message>
        <source>Paused. {key} starts again.</source>
        <translation>रुका हुआ। {key} फिर शुरू करता है।</translation>
    </message>
    <message>
        <source>That was the last picture.</source>
        <translation>वह आख़िरी तस्वीर थी।</translation>
    </message>
    <message>
        <source>Last: {text}</source>
        <translation>आख़िरी: {text}</translation>
    </message>
    <message>
        <source>The camera is being opened…</source>
        <translation>कैमरा खुल रहा है…</translation>
    </message>
    <message>
        <source>Camera lost. Check its cable.</source>
        <translation>कैमरा छूट गया। उसका तार जाँचें।</translation>
    </message>
    <message>
        <source>No camera found. Connect one.</source>
        <translation>कोई कैमरा नहीं मिला। एक जोड़ें।</translation>
    </message>
    <message>
        <source>{key}: choose the camera.</source>
        <translation>{key}: कैमरा चुनें।</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>रुका हुआ</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>तस्वीर नहीं</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>पृष्ठ</translation>
    </message>
    <message>
        <source>What is missing, and what to do about it.</source>
        <translation>क्या कमी है, और क्या करें।</translation>
    </message>
    <message>
        <source>What was said last.</source>
        <translation>जो आख़िरी बार बोला गया।</translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>अभी तक कुछ नहीं बोला गया</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Back</source>
        <translation>वापस</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>To the main page.</source>
        <translation>मुख्य पृष्ठ पर।</translation>
    </message>
    <message>
        <source>{what} Key {key}.</source>
        <translation>{what} कुंजी {key}।</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Settings</source>
        <translation>सेटिंग</translation>
    </message>
    <message>
        <source>The system&apos;s own</source>
        <translation>सिस्टम का अपना</translation>
    </message>
    <message>
        <source>Language and voice</source>
        <translation>भाषा और आवाज़</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>भाषा</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>आवाज़</translation>
    </message>
    <message>
        <source>The voices of this language.</source>
        <translation>इस भाषा की आवाज़ें।</translation>
    </message>
    <message>
        <source>The one that fits the language</source>
        <translation>जो भाषा से मेल खाती है</translation>
    </message>
    <message>
        <source>Of the window and of what is said. Enter takes it.</source>
        <translation>विंडो की और बोली जाने वाली बातों की। Enter से चुनी जाती है।</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>गति</translation>
    </message>
    <message>
        <source>{number} words a minute</source>
        <translation>{number} शब्द प्रति मिनट</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>स्वर</translation>
    </message>
    <message>
        <source>{number} of 100</source>
        <translation>100 में से {number}</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>आवाज़ की तेज़ी</translation>
    </message>
    <message>
        <source>{number} percent</source>
        <translation>{number} प्रतिशत</translation>
    </message>
    <message>
        <source>Sound device</source>
        <translation>ध्वनि उपकरण</translation>
    </message>
    <message>
        <source>Where speech and tones sound.</source>
        <translation>जहाँ बोली और ध्वनियाँ सुनाई देती हैं।</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>ध्वनि चालू</translation>
    </message>
    <message>
        <source>Off: values are only shown.</source>
        <translation>बंद: मूल्य केवल दिखाए जाते हैं।</translation>
    </message>
    <message>
        <source>Try the voice</source>
        <translation>आवाज़ आज़माएँ</translation>
    </message>
    <message>
        <source>Says a sentence in the voice as it is now.</source>
        <translation>आवाज़ जैसी अभी है, उसमें एक वाक्य बोलता है।</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>कौन बोले</translation>
    </message>
    <message>
        <source>The screen reader speaks only while this window has the focus; otherwise the app does.</source>
        <translation>स्क्रीन रीडर तभी बोलता है जब यह विंडो फ़ोकस में हो; वरना ऐप बोलता है।</translation>
    </message>
    <message>
        <source>Automatic: the screen reader if one is known to run</source>
        <translation>अपने-आप: स्क्रीन रीडर, अगर उसका चलना पक्का हो</translation>
    </message>
    <message>
        <source>This app</source>
        <translation>यह ऐप</translation>
    </message>
    <message>
        <source>The screen reader</source>
        <translation>स्क्रीन रीडर</translation>
    </message>
    <message>
        <source>Say buttons and lists aloud</source>
        <translation>बटन और सूचियाँ बोलें</translation>
    </message>
    <message>
        <source>For those who use no screen reader: what has the focus is said.</source>
        <translation>उनके लिए जो स्क्रीन रीडर नहीं चलाते: जो फ़ोकस में है वह बोला जाता है।</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>संकेत</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>मार्गदर्शन</translation>
    </message>
    <message>
        <source>How much is said besides values.</source>
        <translation>मूल्यों के अलावा कितना बोला जाए।</translation>
    </message>
    <message>
        <source>Full: where to move the note, and why</source>
        <translation>पूरा: नोट किधर ले जाएँ, और क्यों</translation>
    </message>
    <message>
        <source>Brief: few words</source>
        <translation>छोटा: थोड़े शब्द</translation>
    </message>
    <message>
        <source>Values only</source>
        <translation>केवल मूल्य</translation>
    </message>
    <message>
        <source>Tone that follows the note</source>
        <translation>नोट के साथ चलने वाली ध्वनि</translation>
    </message>
    <message>
        <source>Higher when the note is higher, and from the side where it is, until it is read.</source>
        <translation>नोट जितना ऊपर, ध्वनि उतनी ऊँची, और उसी ओर से, जब तक नोट पढ़ा न जाए।</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>रूप</translation>
    </message>
    <message>
        <source>Size of all text</source>
        <translation>सारे पाठ का आकार</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>थीम</translation>
    </message>
    <message>
        <source>Colours of the window.</source>
        <translation>विंडो के रंग।</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>सिस्टम जैसा</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>गहरा</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>हल्का</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>उच्च कंट्रास्ट, गहरा</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>उच्च कंट्रास्ट, हल्का</translation>
    </message>
    <message>
        <source>Colours of the value</source>
        <translation>मूल्य के रंग</translation>
    </message>
    <message>
        <source>In which the value is shown.</source>
        <translation>जिनमें मूल्य दिखाया जाता है।</translation>
    </message>
    <message>
        <source>As the theme</source>
        <translation>थीम जैसा</translation>
    </message>
    <message>
        <source>Yellow on black</source>
        <translation>काले पर पीला</translation>
    </message>
    <message>
        <source>White on black</source>
        <translation>काले पर सफ़ेद</translation>
    </message>
    <message>
        <source>Black on white</source>
        <translation>सफ़ेद पर काला</translation>
    </message>
    <message>
        <source>Black on yellow</source>
        <translation>पीले पर काला</translation>
    </message>
    <message>
        <source>White on blue</source>
        <translation>नीले पर सफ़ेद</translation>
    </message>
    <message>
        <source>Green on black</source>
        <translation>काले पर हरा</translation>
    </message>
    <message>
        <source>Size of the value</source>
        <translation>मूल्य का आकार</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>कुंजियाँ</translation>
    </message>
    <message>
        <source>What each key does</source>
        <translation>हर कुंजी क्या करती है</translation>
    </message>
    <message>
        <source>Enter gives the chosen action another key.</source>
        <translation>एंटर चुने हुए काम को दूसरी कुंजी देता है।</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>कुंजी बदलें</translation>
    </message>
    <message>
        <source>Gives the chosen action another key.</source>
        <translation>चुने हुए काम को दूसरी कुंजी देता है।</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>शुरुआती कुंजियाँ</translation>
    </message>
    <message>
        <source>Gives every action its first key again.</source>
        <translation>हर काम को उसकी पहली कुंजी वापस देता है।</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>कोई कुंजी नहीं</translation>
    </message>
    <message>
        <source>Arrow keys change it.</source>
        <translation>तीर कुंजियाँ इसे बदलती हैं।</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>दूसरी कुंजी</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>कोई कुंजी नहीं</translation>
    </message>
    <message>
        <source>Takes the key away.</source>
        <translation>कुंजी हटाता है।</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>रहने दें</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>कुछ नहीं बदलता।</translation>
    </message>
    <message>
        <source>Press the new key for: {action}.</source>
        <translation>इसके लिए नई कुंजी दबाएँ: {action}।</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Does not check whether a note is genuine.</source>
        <translation>यह नहीं जाँचता कि नोट असली है या नहीं।</translation>
    </message>
    <message>
        <source>Hold a note in front of the camera</source>
        <translation>कैमरे के सामने नोट रखें</translation>
    </message>
    <message>
        <source>No picture in private mode</source>
        <translation>निजी मोड में तस्वीर नहीं दिखती</translation>
    </message>
    <message>
        <source>One currency at least stays on.</source>
        <translation>कम से कम एक मुद्रा चालू रहती है।</translation>
    </message>
    <message>
        <source>{key}: {what}.</source>
        <translation>{key}: {what}।</translation>
    </message>
    <message>
        <source>Hold one note in front of the camera, about a hand&apos;s length away. Its value is spoken and shown.</source>
        <translation>एक नोट कैमरे के सामने, लगभग एक हाथ की लंबाई पर रखें। उसका मूल्य बोला और दिखाया जाता है।</translation>
    </message>
    <message>
        <source>Tab: to the next part of the window. Escape: back to the main page.</source>
        <translation>टैब: विंडो के अगले भाग पर। एस्केप: वापस मुख्य पृष्ठ पर।</translation>
    </message>
    <message>
        <source>Ctrl and Plus: larger text. Ctrl and Minus: smaller text. Ctrl and 0: text of the usual size.</source>
        <translation>Ctrl और प्लस: बड़ा पाठ। Ctrl और माइनस: छोटा पाठ। Ctrl और 0: सामान्य आकार का पाठ।</translation>
    </message>
    <message>
        <source>Every key can be changed in the settings.</source>
        <translation>हर कुंजी सेटिंग में बदली जा सकती है।</translation>
    </message>
    <message>
        <source>Only the currencies that are turned on are named. Fewer of them are read more surely.</source>
        <translation>केवल चालू मुद्राओं का नाम लिया जाता है। जितनी कम, उतनी पक्की पहचान।</translation>
    </message>
    <message>
        <source>Welcome to Noteworthy. This tour takes a minute. {hush} skips it.</source>
        <translation>Noteworthy में स्वागत है। यह परिचय एक मिनट का है। {hush} इसे छोड़ देता है।</translation>
    </message>
    <message>
        <source>Noteworthy tells you which banknote is in front of the camera.</source>
        <translation>Noteworthy बताता है कि कैमरे के सामने कौन-सा नोट है।</translation>
    </message>
    <message>
        <source>Hold one note, flat, about a hand&apos;s length from the camera, and keep still. You hear its value. If something is in the way, you hear what to do: closer, left, more light.</source>
        <translation>एक नोट सपाट, कैमरे से लगभग एक हथेली दूर, स्थिर रखें। आप उसका मूल्य सुनेंगे। कुछ बाधा हो तो सुनेंगे कि क्या करें: पास, बाएँ, और रोशनी।</translation>
    </message>
    <message>
        <source>{repeat} says the value again. {hush} hushes. {what} tells what the camera sees.</source>
        <translation>{repeat} मूल्य दोहराता है। {hush} चुप कराता है। {what} बताता है कि कैमरा क्या देखता है।</translation>
    </message>
    <message>
        <source>{count} adds your notes up. {private} turns words into tones that only you understand.</source>
        <translation>{count} आपके नोट जोड़ता है। {private} शब्दों को ध्वनियों में बदलता है जिन्हें केवल आप समझते हैं।</translation>
    </message>
    <message>
        <source>{help} reads all keys to you. It never tells whether a note is genuine.</source>
        <translation>{help} आपको सारी कुंजियाँ पढ़कर सुनाता है। नोट असली है या नहीं, यह कभी नहीं बताया जाता।</translation>
    </message>
    <message>
        <source>Now listen to three notes of play money.</source>
        <translation>अब खेल के तीन नोट सुनिए।</translation>
    </message>
    <message>
        <source>The tour was skipped.</source>
        <translation>परिचय छोड़ दिया गया।</translation>
    </message>
    <message>
        <source>That was the tour.</source>
        <translation>परिचय पूरा हुआ।</translation>
    </message>
    <message>
        <source>Press {key} to choose your currencies.</source>
        <translation>अपनी मुद्राएँ चुनने के लिए {key} दबाएँ।</translation>
    </message>
    <message>
        <source>In private mode a note is told by short tones and not by words. The lowest value of a currency is one tone, the next two, and so on; they come in groups of three. Choose one and press Enter to hear it.</source>
        <translation>निजी मोड में नोट शब्दों से नहीं, छोटी ध्वनियों से बताया जाता है। मुद्रा का सबसे छोटा मूल्य एक ध्वनि है, अगला दो, और इसी तरह, तीन-तीन के समूहों में। एक चुनें और सुनने के लिए एंटर दबाएँ।</translation>
    </message>
    <message>
        <source>Tones: {count}</source>
        <translation>ध्वनियाँ: {count}</translation>
    </message>
    <message>
        <source>Not understood: try again</source>
        <translation>नहीं पहचाना: फिर कोशिश करें</translation>
    </message>
</context>
<context>
    <name>Tones</name>
    <message>
        <source>Tones of private mode</source>
        <translation>निजी मोड की ध्वनियाँ</translation>
    </message>
    <message>
        <source>Tones</source>
        <translation>ध्वनियाँ</translation>
    </message>
    <message>
        <source>Enter plays the chosen tones.</source>
        <translation>Enter चुने हुए स्वर बजाता है।</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>बजाएँ</translation>
    </message>
    <message>
        <source>Plays the chosen tones; so does Enter.</source>
        <translation>चुनी हुई ध्वनियाँ बजाता है; एंटर भी।</translation>
    </message>
</context>
<context>
    <name>Voice</name>
    <message>
        <source>on</source>
        <translation>चालू</translation>
    </message>
    <message>
        <source>off</source>
        <translation>बंद</translation>
    </message>
</context>
</TS>
