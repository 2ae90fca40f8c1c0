; What an uninstall takes away, besides the program. Passwords in the Credential Manager and the settings of mail
; programs are never touched.

!macro customHeader
  LangString posternSettings 1033 "Remove Postern's settings and history, too? Passwords stay in the Credential Manager."
  LangString posternSettings 1041 "Postern の設定と履歴も削除しますか？ パスワードは資格情報マネージャーに残ります。"
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "app.postern.Postern"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "app.postern.Postern"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(posternSettings)" /SD IDNO IDNO posternKeep
      RMDir /r "$APPDATA\Postern"
    posternKeep:
  ${endIf}
!macroend
