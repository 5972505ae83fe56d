import type { Translation } from "./phrases";

export const de: Translation = {
  "Sign in": "Anmelden",
  "Sign up": "Registrieren",
  Error: "Fehler",
  "E-mail address": "E-Mail-Adresse",
  Password: "Passwort",
  "New password": "Neues Passwort",
  Code: "Code",
  Confirm: "Bestätigen",
  Save: "Speichern",
  "Continue as {person}": "Weiter als {person}",
  "Continue with {provider}": "Weiter mit {provider}",
  "Forgot your password?": "Passwort vergessen?",
  "You have an account? Sign in": "Sie haben ein Konto? Anmelden",
  "Back to signing in": "Zurück zur Anmeldung",
  "Begin again": "Von vorn beginnen",
  "Prove your address": "Adresse bestätigen",
  "Send a code": "Code senden",
  "Send another code": "Neuen Code senden",
  "Choose another password": "Anderes Passwort wählen",
  "Enter the code and another password": "Code und neues Passwort eingeben",
  "Choose a new password": "Neues Passwort wählen",
  "Save and sign in": "Speichern und anmelden",
  "Enter the code of your app": "Code Ihrer App eingeben",
  "Enter the code from the text message": "Code aus der SMS eingeben",
  "Choose how to confirm it is you": "Wie möchten Sie sich ausweisen?",
  "By an authenticator app": "Mit einer Authenticator-App",
  "By a text message": "Mit einer SMS",
  "By an e-mail": "Mit einer E-Mail",
  "Set up an authenticator app": "Authenticator-App einrichten",
  "Scan this picture with your authenticator app.": "Scannen Sie dieses Bild mit Ihrer Authenticator-App.",
  "The key of this account as a QR code": "Der Schlüssel dieses Kontos als QR-Code",
  "Or open the app on this device": "Oder öffnen Sie die App auf diesem Gerät",
  "Or type this key into the app": "Oder tippen Sie diesen Schlüssel in die App",
  "The six digits that the app shows now.": "Die sechs Ziffern, die die App gerade anzeigt.",
  "Send a code by e-mail": "Code per E-Mail senden",
  "Send a code by text message": "Code per SMS senden",
  "Use a passkey": "Passkey verwenden",
  "Use your passkey": "Verwenden Sie Ihren Passkey",
  "{way}, on this page at localhost": "{way}, auf dieser Seite unter localhost",
  "Add a passkey": "Passkey hinzufügen",
  "Go on to the app": "Weiter zur App",
  "Enter the code from the e-mail": "Code aus der E-Mail eingeben",
  "Passkeys need JavaScript.": "Passkeys brauchen JavaScript.",
  "You are {person}. With a passkey you sign in by your fingerprint, your face or the PIN of this device.":
    "Sie sind {person}. Mit einem Passkey melden Sie sich mit Fingerabdruck, Gesicht oder der PIN dieses Geräts an.",
  "Next time, choose “Use a passkey”.": "Wählen Sie beim nächsten Mal „Passkey verwenden“.",
  "This is the user pool of this laptop, for development and tests. It sends nothing: mails and text messages are in its inbox.":
    "Dies ist der User Pool dieses Laptops, für Entwicklung und Tests. Er versendet nichts: E-Mails und SMS liegen in seinem Posteingang.",
  "Open the inbox": "Posteingang öffnen",
  "At least {count} characters.": "Mindestens {count} Zeichen.",
  "At least {count} characters, with {kinds}.": "Mindestens {count} Zeichen, darunter {kinds}.",
  "a small letter": "ein Kleinbuchstabe",
  "a capital letter": "ein Großbuchstabe",
  "a digit": "eine Ziffer",
  "a symbol": "ein Sonderzeichen",
  "A code was sent to {address}.": "Ein Code wurde an {address} gesendet.",
  "If there is such an account, a code was sent to {address}.":
    "Falls es dieses Konto gibt, wurde ein Code an {address} gesendet.",
  "If it lets you in, a code was sent to {address}.":
    "Falls Sie damit hineinkommen, wurde ein Code an {address} gesendet.",
  "Your passkey is saved": "Ihr Passkey ist gespeichert",
  "You have an account. Sign in.": "Sie haben jetzt ein Konto. Melden Sie sich an.",
  "Your address is proven. Sign in.": "Ihre Adresse ist bestätigt. Melden Sie sich an.",
  "Your password is changed. Sign in with it.": "Ihr Passwort ist geändert. Melden Sie sich damit an.",
  "Your password is temporary, or has been reset. Choose one of your own.":
    "Ihr Passwort ist vorläufig oder wurde zurückgesetzt. Wählen Sie ein eigenes.",
  "Enter your address and your password.": "Geben Sie Ihre Adresse und Ihr Passwort ein.",
  "Enter your address.": "Geben Sie Ihre Adresse ein.",
  "Incorrect e-mail address or password.": "E-Mail-Adresse oder Passwort ist falsch.",
  "You cannot sign in this way. Choose another.":
    "So können Sie sich nicht anmelden. Wählen Sie einen anderen Weg.",
  "This passkey does not open that account.": "Dieser Passkey öffnet dieses Konto nicht.",
  "Sign in first, then add a passkey.": "Melden Sie sich erst an, dann fügen Sie einen Passkey hinzu.",
  "Your browser has found no passkey, or you have stopped it. Try again.":
    "Ihr Browser hat keinen Passkey gefunden, oder Sie haben abgebrochen. Versuchen Sie es noch einmal.",
  "This device has a passkey of this account already.":
    "Dieses Gerät hat schon einen Passkey für dieses Konto.",
  "Only administrators create accounts here.": "Hier legen nur Administratoren Konten an.",
  "This sign-in has taken too long, or was tried too often. Sign in again.":
    "Diese Anmeldung hat zu lange gedauert oder wurde zu oft versucht. Melden Sie sich noch einmal an.",
  "That form was not sent to this browser, or is too old. Try again.":
    "Dieses Formular wurde nicht an diesen Browser gesendet oder ist zu alt. Versuchen Sie es noch einmal.",
  "The form could not be read.": "Das Formular konnte nicht gelesen werden.",
  "The local user pool has failed.": "Im lokalen User Pool ist ein Fehler aufgetreten.",
  "Password attempts exceeded": "Zu viele Versuche mit falschem Passwort.",
  "Attempt limit exceeded, please try after some time.":
    "Zu viele Versuche. Versuchen Sie es später noch einmal.",
  "User is not confirmed.": "Ihre Adresse ist noch nicht bestätigt.",
  "User is disabled.": "Dieses Konto ist gesperrt.",
  "Password reset required for the user": "Ihr Passwort muss zurückgesetzt werden.",
  "Temporary password has expired and must be reset by an administrator.":
    "Das vorläufige Passwort ist abgelaufen. Ein Administrator muss ein neues vergeben.",
  "An account with the given email already exists.": "Mit dieser E-Mail-Adresse gibt es schon ein Konto.",
  "Username should be an email.": "Geben Sie eine E-Mail-Adresse ein.",
  "Invalid email address format.": "Das ist keine gültige E-Mail-Adresse.",
  "Invalid verification code provided, please try again.":
    "Der Code ist falsch. Versuchen Sie es noch einmal.",
  "Invalid code provided, please request a code again.":
    "Der Code gilt nicht mehr. Fordern Sie einen neuen an.",
  "Invalid code received for user": "Der Code ist falsch. Versuchen Sie es noch einmal.",
  "Code mismatch and fail enable Software Token MFA":
    "Der Code ist falsch. Die App ist noch nicht eingerichtet.",
  "Password did not conform with policy: Password not long enough": "Das Passwort ist zu kurz.",
  "Password did not conform with policy: Password too long": "Das Passwort ist zu lang.",
  "Password did not conform with policy: Password must have lowercase characters":
    "Dem Passwort fehlt ein Kleinbuchstabe.",
  "Password did not conform with policy: Password must have uppercase characters":
    "Dem Passwort fehlt ein Großbuchstabe.",
  "Password did not conform with policy: Password must have numeric characters":
    "Dem Passwort fehlt eine Ziffer.",
  "Password did not conform with policy: Password must have symbol characters":
    "Dem Passwort fehlt ein Sonderzeichen.",
};
