; The installer for Windows, for one person, without an administrator. make_installer.py says VERSION, FROZEN, ICON, OUT.
; NSIS's pages are the system's own controls: a screen reader reads them, and Enter goes on.
Unicode true
!include "LogicLib.nsh"
!include "MUI2.nsh"
!include "x64.nsh"

Name "Noteworthy"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Noteworthy"
InstallDirRegKey HKCU "Software\Noteworthy" "Folder"
RequestExecutionLevel user
SetCompressor /SOLID lzma
BrandingText " "
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Noteworthy"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"

!define MUI_COMPONENTSPAGE_NODESC ; it would ask for a mouse, and cut the names short
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\noteworthy.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Spanish"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "Portuguese"
!insertmacro MUI_LANGUAGE "Hindi"
!insertmacro MUI_LANGUAGE "Turkish"
!insertmacro MUI_LANGUAGE "Russian"
!insertmacro MUI_LANGUAGE "Indonesian"
!insertmacro MUI_LANGUAGE "Arabic"

LangString LOGIN ${LANG_ENGLISH} "Start when I sign in"
LangString LOGIN ${LANG_SPANISH} "Iniciar cuando inicio sesión"
LangString LOGIN ${LANG_GERMAN} "Beim Anmelden starten"
LangString LOGIN ${LANG_FRENCH} "Démarrer à l'ouverture de ma session"
LangString LOGIN ${LANG_PORTUGUESE} "Iniciar quando eu entrar na sessão"
LangString LOGIN ${LANG_HINDI} "मेरे साइन इन करने पर शुरू करें"
LangString LOGIN ${LANG_TURKISH} "Oturum açtığımda başlat"
LangString LOGIN ${LANG_RUSSIAN} "Запускать при входе в систему"
LangString LOGIN ${LANG_INDONESIAN} "Mulai saat saya masuk"
LangString LOGIN ${LANG_ARABIC} "التشغيل عند تسجيل الدخول"
LangString KEY ${LANG_ENGLISH} "Shortcut on the desktop: Ctrl+Alt+N"
LangString KEY ${LANG_SPANISH} "Acceso directo en el escritorio: Ctrl+Alt+N"
LangString KEY ${LANG_GERMAN} "Verknüpfung auf dem Schreibtisch: Strg+Alt+N"
LangString KEY ${LANG_FRENCH} "Raccourci sur le bureau : Ctrl+Alt+N"
LangString KEY ${LANG_PORTUGUESE} "Atalho na área de trabalho: Ctrl+Alt+N"
LangString KEY ${LANG_HINDI} "डेस्कटॉप पर शॉर्टकट: Ctrl+Alt+N"
LangString KEY ${LANG_TURKISH} "Masaüstü kısayolu: Ctrl+Alt+N"
LangString KEY ${LANG_RUSSIAN} "Ярлык на рабочем столе: Ctrl+Alt+N"
LangString KEY ${LANG_INDONESIAN} "Pintasan di desktop: Ctrl+Alt+N"
LangString KEY ${LANG_ARABIC} "اختصار على سطح المكتب: Ctrl+Alt+N"

LangString RUNS ${LANG_ENGLISH} "Noteworthy is running. It will be closed now."
LangString RUNS ${LANG_SPANISH} "Noteworthy está abierto. Se cerrará ahora."
LangString RUNS ${LANG_GERMAN} "Noteworthy läuft. Es wird jetzt geschlossen."
LangString RUNS ${LANG_FRENCH} "Noteworthy est ouvert. Il va être fermé."
LangString RUNS ${LANG_PORTUGUESE} "O Noteworthy está aberto. Ele será fechado agora."
LangString RUNS ${LANG_HINDI} "Noteworthy चल रहा है। उसे अब बंद किया जाएगा।"
LangString RUNS ${LANG_TURKISH} "Noteworthy çalışıyor. Şimdi kapatılacak."
LangString RUNS ${LANG_RUSSIAN} "Программа Noteworthy запущена. Сейчас она будет закрыта."
LangString RUNS ${LANG_INDONESIAN} "Noteworthy sedang berjalan. Sekarang akan ditutup."
LangString RUNS ${LANG_ARABIC} "برنامج Noteworthy يعمل. سيُغلق الآن."

LangString NEEDS ${LANG_ENGLISH} "Noteworthy needs 64-bit Windows. This Windows is a 32-bit one, so nothing was installed."
LangString NEEDS ${LANG_SPANISH} "Noteworthy necesita Windows de 64 bits. Este Windows es de 32 bits, por eso no se instaló nada."
LangString NEEDS ${LANG_GERMAN} "Noteworthy braucht ein Windows mit 64 Bit. Dieses hat 32 Bit, deshalb wurde nichts installiert."
LangString NEEDS ${LANG_FRENCH} "Noteworthy nécessite un Windows 64 bits. Celui-ci est en 32 bits : rien n'a été installé."
LangString NEEDS ${LANG_PORTUGUESE} "O Noteworthy precisa do Windows de 64 bits. Este é de 32 bits, por isso nada foi instalado."
LangString NEEDS ${LANG_HINDI} "Noteworthy को 64-बिट Windows चाहिए। यह Windows 32-बिट है, इसलिए कुछ भी इंस्टॉल नहीं हुआ।"
LangString NEEDS ${LANG_TURKISH} "Noteworthy için 64 bit Windows gerekir. Bu Windows 32 bit, bu yüzden hiçbir şey kurulmadı."
LangString NEEDS ${LANG_RUSSIAN} "Для Noteworthy нужна 64-разрядная Windows. Здесь 32-разрядная, поэтому ничего не установлено."
LangString NEEDS ${LANG_INDONESIAN} "Noteworthy memerlukan Windows 64-bit. Windows ini 32-bit, jadi tidak ada yang dipasang."
LangString NEEDS ${LANG_ARABIC} "يحتاج Noteworthy إلى نظام Windows بإصدار 64 بت. هذا الإصدار 32 بت، لذلك لم يُثبَّت شيء."

; The installer is a 32-bit program, which every Windows runs; what it brings is not.
Function .onInit
    ${IfNot} ${RunningX64}
        MessageBox MB_OK|MB_ICONSTOP "$(NEEDS)" /SD IDOK
        SetErrorLevel 2
        Quit
    ${EndIf}
FunctionEnd

; What runs, perhaps unseen in the tray, keeps its files: Windows would leave half of the old program there.
!macro CLOSE un
Function ${un}Close
    ${For} $1 1 10
        ${IfNot} ${FileExists} "$INSTDIR\noteworthy.exe"
            Return
        ${EndIf}
        ClearErrors
        FileOpen $0 "$INSTDIR\noteworthy.exe" a ; which a running program does not allow
        ${IfNot} ${Errors}
            FileClose $0
            Return
        ${EndIf}
        ${If} $1 = 1
            MessageBox MB_OKCANCEL "$(RUNS)" /SD IDOK IDOK +2
            Abort
        ${EndIf}
        nsExec::Exec 'taskkill /F /IM noteworthy.exe'
        Pop $0
        Sleep 500
    ${Next}
FunctionEnd
!macroend
!insertmacro CLOSE ""
!insertmacro CLOSE "un."

Section "Noteworthy"
    SectionIn RO
    Call Close
    RMDir /r "$INSTDIR\_internal" ; of an older version
    SetOutPath "$INSTDIR"
    File /r "${FROZEN}${SLASH}*"
    CreateShortcut "$SMPROGRAMS\Noteworthy.lnk" "$INSTDIR\noteworthy.exe" "" "" "" SW_SHOWMINIMIZED
    WriteUninstaller "$INSTDIR\uninstall.exe"
    WriteRegStr HKCU "Software\Noteworthy" "Folder" "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Noteworthy"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\noteworthy.exe"
    WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
    WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "$(KEY)"
    CreateShortcut "$DESKTOP\Noteworthy.lnk" "$INSTDIR\noteworthy.exe" "" "" "" SW_SHOWMINIMIZED CONTROL|ALT|N
SectionEnd

Section /o "$(LOGIN)"
    WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "Noteworthy" '"$INSTDIR\noteworthy.exe"'
SectionEnd

Section "Uninstall"
    Call un.Close
    Delete "$SMPROGRAMS\Noteworthy.lnk"
    Delete "$DESKTOP\Noteworthy.lnk"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "Noteworthy"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "Noteworthy"
    DeleteRegKey HKCU "${UNINSTALL}"
    DeleteRegKey HKCU "Software\Noteworthy"
    ; Only what was put there, whatever else the folder holds; settings stay, as they do with other programs.
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\noteworthy.exe"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
SectionEnd
