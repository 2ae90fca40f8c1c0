; How Postern is installed on Windows, and what an uninstall takes away besides the program. Passwords in the Credential
; Manager and the settings of mail programs are never touched.

!macro customHeader
  LangString posternSettings ${LANG_ENGLISH} "Remove Postern's settings and history, too?$\r$\n$\r$\nPasswords stay in the Credential Manager. Mail programs stay as they are; Postern could no longer undo its changes in them."
  LangString posternSettings ${LANG_JAPANESE} "Postern の設定と履歴も削除しますか？$\r$\n$\r$\nパスワードは資格情報マネージャーに残ります。メールソフトの設定もそのままですが、Postern が行った変更は元に戻せなくなります。"
!macroend

; Everything that Postern keeps is a person's own, so that there is no installation for all.
!macro customInstallMode
  StrCpy $isForceCurrentInstall "1"
!macroend

!macro customUnInstall
  ; A newer installer, by hand or as an update, runs the older uninstaller first, and says so.
  ${ifNot} ${isUpdated}
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "app.postern.Postern"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "app.postern.Postern"
    ; Installers that were kept or downloaded for updates.
    RMDir /r "$LOCALAPPDATA\postern-updater"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(posternSettings)" /SD IDNO IDNO posternKeep
      RMDir /r "$APPDATA\Postern"
    posternKeep:
  ${endIf}
!macroend
