import type { Words } from "./vocabulary";

const NOT_YOU =
  "Wenn Sie das nicht sind, geben Sie den Code nirgends ein und an niemanden weiter: Das Passwort dieses Kontos könnte jemand anderes gewählt haben. Sie können diese Nachricht ignorieren. Ohne den Code wird das Konto nicht freigeschaltet.";

export const de: Words = {
  hello: "Guten Tag,",
  helloName: "Guten Tag [name],",
  colon: ": ",
  labels: { code: "Code", username: "Benutzername", password: "Vorläufiges Passwort" },
  help: "Hilfe",
  occasions: {
    "sign-up": {
      subject: "Bestätigen Sie Ihre E-Mail-Adresse für [brand]",
      happened:
        "Jemand möchte mit dieser E-Mail-Adresse ein Konto bei [brand] anlegen. Wenn Sie das sind, geben Sie den folgenden Code ein, um zu bestätigen, dass die Adresse Ihnen gehört.",
      validity: "Der Code ist 24 Stunden gültig.",
      unasked: NOT_YOU,
      sms: "[brand]: [code] ist Ihr Code für die Registrierung. Er ist 24 Stunden gültig.",
    },
    "resend-code": {
      subject: "Ihr neuer Code für [brand]",
      happened:
        "Für das Konto, das jemand mit dieser E-Mail-Adresse bei [brand] anlegen möchte, wurde ein neuer Code angefordert. Wenn Sie das sind, geben Sie ihn ein, um zu bestätigen, dass die Adresse Ihnen gehört.",
      validity: "Der Code ist 24 Stunden gültig.",
      unasked: NOT_YOU,
      sms: "[brand]: [code] ist Ihr neuer Code für die Registrierung. Er ist 24 Stunden gültig.",
    },
    "forgot-password": {
      subject: "Setzen Sie Ihr Passwort für [brand] zurück",
      happened:
        "Für Ihr Konto bei [brand] wurde das Zurücksetzen des Passworts angefordert. Geben Sie den folgenden Code ein, um ein neues Passwort zu wählen.",
      validity: "Der Code ist 1 Stunde gültig.",
      unasked:
        "Falls Sie das nicht angefordert haben, geben Sie den Code an niemanden weiter. Ohne ihn kann niemand ein neues Passwort wählen.",
      sms: "[brand]: [code] ist Ihr Code zum Zurücksetzen des Passworts. Er ist 1 Stunde gültig.",
    },
    "update-attribute": {
      subject: "Bestätigen Sie Ihre neue E-Mail-Adresse für [brand]",
      happened:
        "Diese E-Mail-Adresse wurde als neue Adresse eines Kontos bei [brand] angegeben. Geben Sie den folgenden Code ein, um sie zu bestätigen.",
      validity: "Der Code ist 24 Stunden gültig.",
      unasked:
        "Falls Sie diese Änderung nicht vorgenommen haben, ignorieren Sie diese Nachricht und geben Sie den Code nicht weiter. Ohne ihn wird die Adresse nicht bestätigt.",
      sms: "[brand]: [code] ist Ihr Code für Ihre neue Telefonnummer. Er ist 24 Stunden gültig.",
    },
    "verify-attribute": {
      subject: "Bestätigen Sie Ihre E-Mail-Adresse für [brand]",
      happened:
        "Für Ihr Konto bei [brand] wurde die Bestätigung dieser E-Mail-Adresse angefordert. Geben Sie den folgenden Code ein, um sie zu bestätigen.",
      validity: "Der Code ist 24 Stunden gültig.",
      unasked:
        "Falls Sie keinen Code angefordert haben, ignorieren Sie diese Nachricht und geben Sie den Code an niemanden weiter.",
      sms: "[brand]: [code] ist Ihr Code zur Bestätigung Ihrer Telefonnummer. Er ist 24 Stunden gültig.",
    },
    "sign-in": {
      subject: "Ihr Anmeldecode für [brand]",
      happened: "Geben Sie den folgenden Code ein, um Ihre Anmeldung bei [brand] abzuschließen.",
      validity: "Der Code ist nur wenige Minuten gültig.",
      unasked:
        "Falls Sie sich gerade nicht anmelden, geben Sie den Code an niemanden weiter und ändern Sie Ihr Passwort: Möglicherweise kennt es jemand anderes.",
      sms: "[brand]: [code] ist Ihr Anmeldecode. Geben Sie ihn nicht weiter. Er ist wenige Minuten gültig.",
    },
    invitation: {
      subject: "Ihre Einladung zu [brand]",
      happened:
        "Für Sie wurde ein Konto bei [brand] angelegt. Melden Sie sich mit dem folgenden Benutzernamen und dem vorläufigen Passwort an. Danach wählen Sie ein eigenes Passwort.",
      validity: "Das vorläufige Passwort ist nur begrenzte Zeit gültig.",
      unasked: "Falls Sie diese Einladung nicht erwartet haben, ignorieren Sie diese Nachricht.",
      sms: "[brand]: Benutzername [username], vorläufiges Passwort [code]",
    },
  },
  offer: {
    subject: "[brand] lädt Sie ein",
    happened:
      "[brand] lädt Sie ein, mit dieser E-Mail-Adresse beizutreten. Folgen Sie dem Link, um Ihr Konto anzulegen. Wenn Sie schon eines haben, melden Sie sich stattdessen damit an.",
    button: "Einladung annehmen",
    validity: "Die Einladung ist bis [until] gültig.",
    unasked:
      "Falls Sie diese Einladung nicht erwartet haben, ignorieren Sie diese Nachricht. Geben Sie den Link nicht weiter: Er ist nur für Sie bestimmt.",
  },
};
