<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt">
<context>
    <name>Count</name>
    <message>
        <source>Counted notes</source>
        <translation>Notas contadas</translation>
    </message>
    <message>
        <source>The total of each currency.</source>
        <translation>O total de cada moeda.</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Mais recentes primeiro</translation>
    </message>
    <message>
        <source>The notes that were counted.</source>
        <translation>As notas que foram contadas.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Ler</translation>
    </message>
    <message>
        <source>Says notes and total.</source>
        <translation>Diz as notas e o total.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Takes the last note back.</source>
        <translation>Retira a última nota.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Limpar</translation>
    </message>
    <message>
        <source>Starts anew.</source>
        <translation>Começa de novo.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copies the list as a table.</source>
        <translation>Copia a lista como tabela.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Salvar…</translation>
    </message>
    <message>
        <source>Saves the list as a CSV file.</source>
        <translation>Salva a lista como arquivo CSV.</translation>
    </message>
    <message>
        <source>Total: {amounts}</source>
        <translation>Total: {amounts}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>nada ainda</translation>
    </message>
    <message>
        <source>No note was counted yet.</source>
        <translation>Nenhuma nota foi contada ainda.</translation>
    </message>
    <message>
        <source>Save the counted notes</source>
        <translation>Salvar as notas contadas</translation>
    </message>
</context>
<context>
    <name>Currencies</name>
    <message>
        <source>Your currencies</source>
        <translation>Suas moedas</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Busca</translation>
    </message>
    <message>
        <source>Arrow keys go through what was found.</source>
        <translation>As setas percorrem o que foi encontrado.</translation>
    </message>
    <message>
        <source>Name, code or country</source>
        <translation>Nome, código ou país</translation>
    </message>
    <message>
        <source>Currencies</source>
        <translation>Moedas</translation>
    </message>
    <message>
        <source>Space turns one on or off, Enter keeps only this one, letters search.</source>
        <translation>Espaço liga ou desliga uma, Enter deixa só esta, as letras buscam.</translation>
    </message>
    <message>
        <source>Only this one</source>
        <translation>Só esta</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Turns all others off.</source>
        <translation>Desliga todas as outras.</translation>
    </message>
    <message>
        <source>All usual ones</source>
        <translation>Todas as usuais</translation>
    </message>
    <message>
        <source>Turns on all that are read well.</source>
        <translation>Liga todas as que são lidas bem.</translation>
    </message>
    <message>
        <source>Currencies shown: {number}</source>
        <translation>Moedas mostradas: {number}</translation>
    </message>
    <message>
        <source>{currency}, on</source>
        <translation>{currency}, ligada</translation>
    </message>
    <message>
        <source>{currency}, off</source>
        <translation>{currency}, desligada</translation>
    </message>
</context>
<context>
    <name>Fonts</name>
    <message>
        <source>No font on this computer can show {language}. Install one: on Debian and Ubuntu the package {package}.</source>
        <translation>Nenhuma fonte deste computador consegue mostrar {language}. Instale uma: no Debian e no Ubuntu, o pacote {package}.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>Ajuda</translation>
    </message>
    <message>
        <source>How to use Noteworthy</source>
        <translation>Como usar o Noteworthy</translation>
    </message>
    <message>
        <source>Arrow keys read it line by line.</source>
        <translation>As setas leem linha por linha.</translation>
    </message>
    <message>
        <source>Read aloud</source>
        <translation>Ler em voz alta</translation>
    </message>
    <message>
        <source>Reads this help aloud from its beginning.</source>
        <translation>Lê esta ajuda em voz alta desde o início.</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Passeio</translation>
    </message>
    <message>
        <source>Plays the tour of the first start again, about a minute.</source>
        <translation>Repete o passeio do primeiro início, cerca de um minuto.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>What was said</source>
        <translation>O que foi dito</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Mais recentes primeiro</translation>
    </message>
    <message>
        <source>Enter says a line again.</source>
        <translation>Enter repete uma linha.</translation>
    </message>
    <message>
        <source>Nothing was said yet.</source>
        <translation>Nada foi dito ainda.</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>help, read aloud</source>
        <translation>ajuda, lida em voz alta</translation>
    </message>
    <message>
        <source>private mode on or off: tones in place of words</source>
        <translation>modo privado ligado ou desligado: tons em vez de palavras</translation>
    </message>
    <message>
        <source>count mode on or off: notes are added up</source>
        <translation>modo de contagem ligado ou desligado: as notas são somadas</translation>
    </message>
    <message>
        <source>tell what the camera sees</source>
        <translation>dizer o que a câmera vê</translation>
    </message>
    <message>
        <source>tell every note on the table</source>
        <translation>dizer cada nota que está na mesa</translation>
    </message>
    <message>
        <source>pause, and start again</source>
        <translation>pausar e começar de novo</translation>
    </message>
    <message>
        <source>say the last value again</source>
        <translation>repetir o último valor</translation>
    </message>
    <message>
        <source>hush: stop speaking; skips the tour</source>
        <translation>silêncio: para de falar; pula o passeio</translation>
    </message>
    <message>
        <source>choose the camera</source>
        <translation>escolher a câmera</translation>
    </message>
    <message>
        <source>a phone as the camera</source>
        <translation>um telefone como câmera</translation>
    </message>
    <message>
        <source>choose the currencies; Space turns one on or off</source>
        <translation>escolher as moedas; Espaço liga ou desliga uma</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>configurações</translation>
    </message>
    <message>
        <source>the counted notes</source>
        <translation>as notas contadas</translation>
    </message>
    <message>
        <source>what was said</source>
        <translation>o que foi dito</translation>
    </message>
    <message>
        <source>tell which currency a note is; press again to turn that currency on</source>
        <translation>dizer de que moeda é uma nota; de novo para ativar essa moeda</translation>
    </message>
    <message>
        <source>teach a note, and your taught notes</source>
        <translation>ensinar uma nota, e as notas ensinadas</translation>
    </message>
    <message>
        <source>read the counted notes and the total</source>
        <translation>ler as notas contadas e o total</translation>
    </message>
    <message>
        <source>take the last counted note back</source>
        <translation>retirar a última nota contada</translation>
    </message>
    <message>
        <source>start counting anew</source>
        <translation>começar a contar de novo</translation>
    </message>
    <message>
        <source>learn the tones of private mode</source>
        <translation>aprender os tons do modo privado</translation>
    </message>
    <message>
        <source>hear the tour again</source>
        <translation>ouvir o passeio outra vez</translation>
    </message>
    <message>
        <source>leave Noteworthy</source>
        <translation>sair do Noteworthy</translation>
    </message>
    <message>
        <source>{first} or {second}</source>
        <translation>{first} ou {second}</translation>
    </message>
    <message>
        <source>{key} cannot be used. Choose a function key, or a key together with Ctrl or Alt.</source>
        <translation>{key} não serve. Escolha uma tecla de função, ou uma tecla junto com Ctrl ou Alt.</translation>
    </message>
    <message>
        <source>{key} is already used for: {action}. Choose another.</source>
        <translation>{key} já é usada para: {action}. Escolha outra.</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>First camera found</source>
        <translation>Primeira câmera encontrada</translation>
    </message>
    <message>
        <source>Demo with specimen notes</source>
        <translation>Demonstração com notas de amostra</translation>
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
        <translation>Iniciar</translation>
    </message>
    <message>
        <source>Looks at the camera again.</source>
        <translation>Olha de novo pela câmera.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Stops looking at the camera until started again.</source>
        <translation>Para de olhar pela câmera até ser iniciado de novo.</translation>
    </message>
    <message>
        <source>{names} and {number} more</source>
        <translation>{names} e mais {number}</translation>
    </message>
    <message>
        <source>Your currencies: {names}</source>
        <translation>Suas moedas: {names}</translation>
    </message>
    <message>
        <source>The value of the note, as it was spoken last.</source>
        <translation>O valor da nota, como foi dito por último.</translation>
    </message>
    <message>
        <source>Camera picture</source>
        <translation>Imagem da câmera</translation>
    </message>
    <message>
        <source>What the camera sees now.</source>
        <translation>O que a câmera vê agora.</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>Ainda sem imagem</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Repetir</translation>
    </message>
    <message>
        <source>Says the last value again.</source>
        <translation>Repete o último valor.</translation>
    </message>
    <message>
        <source>Hush</source>
        <translation>Silêncio</translation>
    </message>
    <message>
        <source>Stops speaking.</source>
        <translation>Para de falar.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Ver</translation>
    </message>
    <message>
        <source>What do you see? Says value, how sure, where, and the light.</source>
        <translation>O que você vê? Diz o valor, a certeza, o lugar e a luz.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Mesa</translation>
    </message>
    <message>
        <source>Tells every note on the table, and counts them in count mode.</source>
        <translation>Diz cada nota que está na mesa, e as soma no modo de contagem.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ajuda</translation>
    </message>
    <message>
        <source>Reads aloud how to use Noteworthy, and its keys.</source>
        <translation>Lê em voz alta como usar o Noteworthy, e suas teclas.</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privado</translation>
    </message>
    <message>
        <source>Private mode: tones in place of words.</source>
        <translation>Modo privado: tons em vez de palavras.</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Contar</translation>
    </message>
    <message>
        <source>Count mode: notes are added up.</source>
        <translation>Modo de contagem: as notas são somadas.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>The counted notes and their total.</source>
        <translation>As notas contadas e o total.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Histórico</translation>
    </message>
    <message>
        <source>What was said.</source>
        <translation>O que foi dito.</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Ensinar</translation>
    </message>
    <message>
        <source>Teaches Noteworthy a note that it does not know, and lists your taught notes.</source>
        <translation>Ensina ao Noteworthy uma nota que ele não conhece, e mostra as notas ensinadas.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Language, voice, keys and colours.</source>
        <translation>Idioma, voz, teclas e cores.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Câmera</translation>
    </message>
    <message>
        <source>Which camera is looked through.</source>
        <translation>Por qual câmera se olha.</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Câmeras</translation>
    </message>
    <message>
        <source>Only these are named.</source>
        <translation>Só estas são ditas.</translation>
    </message>
    <message>
        <source>Choose currencies</source>
        <translation>Escolher moedas</translation>
    </message>
    <message>
        <source>Opens the list of all currencies.</source>
        <translation>Abre a lista de todas as moedas.</translation>
    </message>
    <message>
        <source>Your currencies</source>
        <translation>Suas moedas</translation>
    </message>
    <message>
        <source>Network camera</source>
        <translation>Câmera de rede</translation>
    </message>
    <message>
        <source>Said: {text}</source>
        <translation>Dito: {text}</translation>
    </message>
    <message>
        <source>Value: {text}</source>
        <translation>Valor: {text}</translation>
    </message>
    <message>
        <source>Paused. {key} starts again.</source>
        <translation>Em pausa. {key} continua.</translation>
    </message>
    <message>
        <source>That was the last picture.</source>
        <translation>Essa foi a última imagem.</translation>
    </message>
    <message>
        <source>Last: {text}</source>
        <translation>Último: {text}</translation>
    </message>
    <message>
        <source>The camera is being opened…</source>
        <translation>A câmera está sendo aberta…</translation>
    </message>
    <message>
        <source>Camera lost. Check its cable.</source>
        <translation>Câmera perdida. Verifique o cabo.</translation>
    </message>
    <message>
        <source>No camera found. Connect one.</source>
        <translation>Nenhuma câmera encontrada. Conecte uma.</translation>
    </message>
    <message>
        <source>{key}: choose the camera.</source>
        <translation>{key}: escolher a câmera.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Em pausa</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Sem imagem</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
    <message>
        <source>What is missing, and what to do about it.</source>
        <translation>O que falta, e o que fazer.</translation>
    </message>
    <message>
        <source>What was said last.</source>
        <translation>O que foi dito por último.</translation>
    </message>
    <message>
        <source>Nothing was said yet</source>
        <translation>Nada foi dito ainda</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>To the main page.</source>
        <translation>Para a página principal.</translation>
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
        <translation>O do sistema</translation>
    </message>
    <message>
        <source>Language and voice</source>
        <translation>Idioma e voz</translation>
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
        <translation>As vozes deste idioma.</translation>
    </message>
    <message>
        <source>The one that fits the language</source>
        <translation>A que combina com o idioma</translation>
    </message>
    <message>
        <source>Of the window and of what is said. Enter takes it.</source>
        <translation>Da janela e do que é dito. Enter confirma.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Velocidade</translation>
    </message>
    <message>
        <source>{number} words a minute</source>
        <translation>{number} palavras por minuto</translation>
    </message>
    <message>
        <source>Pitch</source>
        <translation>Tom</translation>
    </message>
    <message>
        <source>{number} of 100</source>
        <translation>{number} de 100</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>{number} percent</source>
        <translation>{number} por cento</translation>
    </message>
    <message>
        <source>Sound device</source>
        <translation>Dispositivo de som</translation>
    </message>
    <message>
        <source>Where speech and tones sound.</source>
        <translation>Onde soam a fala e os tons.</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>Som ligado</translation>
    </message>
    <message>
        <source>Off: values are only shown.</source>
        <translation>Desligado: os valores são apenas mostrados.</translation>
    </message>
    <message>
        <source>Try the voice</source>
        <translation>Experimentar a voz</translation>
    </message>
    <message>
        <source>Says a sentence in the voice as it is now.</source>
        <translation>Diz uma frase com a voz como está agora.</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>Quem fala</translation>
    </message>
    <message>
        <source>The screen reader speaks only while this window has the focus; otherwise the app does.</source>
        <translation>O leitor de tela fala só enquanto esta janela tem o foco; senão fala o aplicativo.</translation>
    </message>
    <message>
        <source>Automatic: the screen reader if one is known to run</source>
        <translation>Automático: o leitor de tela, se houver um com certeza</translation>
    </message>
    <message>
        <source>This app</source>
        <translation>Este aplicativo</translation>
    </message>
    <message>
        <source>The screen reader</source>
        <translation>O leitor de tela</translation>
    </message>
    <message>
        <source>Say buttons and lists aloud</source>
        <translation>Dizer botões e listas em voz alta</translation>
    </message>
    <message>
        <source>For those who use no screen reader: what has the focus is said.</source>
        <translation>Para quem não usa leitor de tela: diz o que tem o foco.</translation>
    </message>
    <message>
        <source>Hints</source>
        <translation>Dicas</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Orientação</translation>
    </message>
    <message>
        <source>How much is said besides values.</source>
        <translation>Quanto é dito além dos valores.</translation>
    </message>
    <message>
        <source>Full: where to move the note, and why</source>
        <translation>Completa: para onde mover a nota, e por quê</translation>
    </message>
    <message>
        <source>Brief: few words</source>
        <translation>Breve: poucas palavras</translation>
    </message>
    <message>
        <source>Values only</source>
        <translation>Só valores</translation>
    </message>
    <message>
        <source>Tone that follows the note</source>
        <translation>Tom que segue a nota</translation>
    </message>
    <message>
        <source>Higher when the note is higher, and from the side where it is, until it is read.</source>
        <translation>Mais agudo quando a nota está mais alta, e do lado onde ela está, até ser lida.</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>Aparência</translation>
    </message>
    <message>
        <source>Size of all text</source>
        <translation>Tamanho de todo o texto</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Colours of the window.</source>
        <translation>Cores da janela.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como o sistema</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Escuro</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>Alto contraste, escuro</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>Alto contraste, claro</translation>
    </message>
    <message>
        <source>Colours of the value</source>
        <translation>Cores do valor</translation>
    </message>
    <message>
        <source>In which the value is shown.</source>
        <translation>Nas quais o valor é mostrado.</translation>
    </message>
    <message>
        <source>As the theme</source>
        <translation>Como o tema</translation>
    </message>
    <message>
        <source>Yellow on black</source>
        <translation>Amarelo sobre preto</translation>
    </message>
    <message>
        <source>White on black</source>
        <translation>Branco sobre preto</translation>
    </message>
    <message>
        <source>Black on white</source>
        <translation>Preto sobre branco</translation>
    </message>
    <message>
        <source>Black on yellow</source>
        <translation>Preto sobre amarelo</translation>
    </message>
    <message>
        <source>White on blue</source>
        <translation>Branco sobre azul</translation>
    </message>
    <message>
        <source>Green on black</source>
        <translation>Verde sobre preto</translation>
    </message>
    <message>
        <source>Size of the value</source>
        <translation>Tamanho do valor</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>What each key does</source>
        <translation>O que cada tecla faz</translation>
    </message>
    <message>
        <source>Enter gives the chosen action another key.</source>
        <translation>Enter dá outra tecla à ação escolhida.</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>Mudar a tecla</translation>
    </message>
    <message>
        <source>Gives the chosen action another key.</source>
        <translation>Dá outra tecla à ação escolhida.</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>Teclas iniciais</translation>
    </message>
    <message>
        <source>Gives every action its first key again.</source>
        <translation>Devolve a cada ação a sua primeira tecla.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>sem tecla</translation>
    </message>
    <message>
        <source>Arrow keys change it.</source>
        <translation>As setas mudam isto.</translation>
    </message>
    <message>
        <source>Another key</source>
        <translation>Outra tecla</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Sem tecla</translation>
    </message>
    <message>
        <source>Takes the key away.</source>
        <translation>Retira a tecla.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Deixar assim</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Nada é mudado.</translation>
    </message>
    <message>
        <source>Press the new key for: {action}.</source>
        <translation>Pressione a nova tecla para: {action}.</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Does not check whether a note is genuine.</source>
        <translation>Não verifica se uma nota é verdadeira.</translation>
    </message>
    <message>
        <source>Hold a note in front of the camera</source>
        <translation>Segure uma nota diante da câmera</translation>
    </message>
    <message>
        <source>No picture in private mode</source>
        <translation>Sem imagem no modo privado</translation>
    </message>
    <message>
        <source>One currency at least stays on.</source>
        <translation>Pelo menos uma moeda fica ligada.</translation>
    </message>
    <message>
        <source>{key}: {what}.</source>
        <translation>{key}: {what}.</translation>
    </message>
    <message>
        <source>Hold one note in front of the camera, about a hand&apos;s length away. Its value is spoken and shown.</source>
        <translation>Segure uma nota diante da câmera, a um palmo de distância. Seu valor é dito e mostrado.</translation>
    </message>
    <message>
        <source>Tab: to the next part of the window. Escape: back to the main page.</source>
        <translation>Tab: para a próxima parte da janela. Escape: de volta à página principal.</translation>
    </message>
    <message>
        <source>Ctrl and Plus: larger text. Ctrl and Minus: smaller text. Ctrl and 0: text of the usual size.</source>
        <translation>Ctrl e Mais: texto maior. Ctrl e Menos: texto menor. Ctrl e 0: texto do tamanho normal.</translation>
    </message>
    <message>
        <source>Every key can be changed in the settings.</source>
        <translation>Todas as teclas podem ser mudadas nos ajustes.</translation>
    </message>
    <message>
        <source>Only the currencies that are turned on are named. Fewer of them are read more surely.</source>
        <translation>Só as moedas ligadas são ditas. Quanto menos, melhor são reconhecidas.</translation>
    </message>
    <message>
        <source>Welcome to Noteworthy. This tour takes a minute. {hush} skips it.</source>
        <translation>Bem-vindo ao Noteworthy. Este passeio dura um minuto. {hush} pula o passeio.</translation>
    </message>
    <message>
        <source>Noteworthy tells you which banknote is in front of the camera.</source>
        <translation>O Noteworthy diz qual nota está diante da câmera.</translation>
    </message>
    <message>
        <source>Hold one note, flat, about a hand&apos;s length from the camera, and keep still. You hear its value. If something is in the way, you hear what to do: closer, left, more light.</source>
        <translation>Segure uma nota, plana, a um palmo da câmera, sem mexer. Você ouve o valor. Se algo atrapalha, você ouve o que fazer: mais perto, esquerda, mais luz.</translation>
    </message>
    <message>
        <source>{repeat} says the value again. {hush} hushes. {what} tells what the camera sees.</source>
        <translation>{repeat} repete o valor. {hush} silencia. {what} diz o que a câmera vê.</translation>
    </message>
    <message>
        <source>{count} adds your notes up. {private} turns words into tones that only you understand.</source>
        <translation>{count} soma suas notas. {private} troca as palavras por tons que só você entende.</translation>
    </message>
    <message>
        <source>{help} reads all keys to you. It never tells whether a note is genuine.</source>
        <translation>{help} lê todas as teclas para você. Nunca se diz se uma nota é verdadeira.</translation>
    </message>
    <message>
        <source>Now listen to three notes of play money.</source>
        <translation>Ouça agora três notas de dinheiro de brinquedo.</translation>
    </message>
    <message>
        <source>The tour was skipped.</source>
        <translation>O passeio foi pulado.</translation>
    </message>
    <message>
        <source>That was the tour.</source>
        <translation>O passeio terminou.</translation>
    </message>
    <message>
        <source>Press {key} to choose your currencies.</source>
        <translation>Pressione {key} para escolher suas moedas.</translation>
    </message>
    <message>
        <source>In private mode a note is told by short tones and not by words. The lowest value of a currency is one tone, the next two, and so on; they come in groups of three. Choose one and press Enter to hear it.</source>
        <translation>No modo privado, uma nota é dita por tons curtos e não por palavras. O menor valor de uma moeda é um tom, o seguinte dois, e assim por diante, em grupos de três. Escolha um e pressione Enter para ouvir.</translation>
    </message>
    <message>
        <source>Tones: {count}</source>
        <translation>Tons: {count}</translation>
    </message>
    <message>
        <source>Not understood: try again</source>
        <translation>Não reconhecida: tente outra vez</translation>
    </message>
</context>
<context>
    <name>Tones</name>
    <message>
        <source>Tones of private mode</source>
        <translation>Tons do modo privado</translation>
    </message>
    <message>
        <source>Tones</source>
        <translation>Tons</translation>
    </message>
    <message>
        <source>Enter plays the chosen tones.</source>
        <translation>Enter toca os tons escolhidos.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Tocar</translation>
    </message>
    <message>
        <source>Plays the chosen tones; so does Enter.</source>
        <translation>Toca os tons escolhidos; Enter também.</translation>
    </message>
</context>
<context>
    <name>Voice</name>
    <message>
        <source>on</source>
        <translation>ligado</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desligado</translation>
    </message>
</context>
</TS>
