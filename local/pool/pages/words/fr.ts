import type { Translation } from "./phrases";

export const fr: Translation = {
  "Sign in": "Se connecter",
  "Sign up": "Créer un compte",
  Error: "Erreur",
  "E-mail address": "Adresse e-mail",
  Password: "Mot de passe",
  "New password": "Nouveau mot de passe",
  Code: "Code",
  Confirm: "Confirmer",
  Save: "Enregistrer",
  "Continue as {person}": "Continuer en tant que {person}",
  "Continue with {provider}": "Continuer avec {provider}",
  "Forgot your password?": "Mot de passe oublié ?",
  "You have an account? Sign in": "Vous avez un compte ? Se connecter",
  "Back to signing in": "Retour à la connexion",
  "Begin again": "Recommencer",
  "Prove your address": "Confirmer votre adresse",
  "Send a code": "Envoyer un code",
  "Send another code": "Envoyer un nouveau code",
  "Choose another password": "Choisir un autre mot de passe",
  "Enter the code and another password": "Saisir le code et un nouveau mot de passe",
  "Choose a new password": "Choisir un nouveau mot de passe",
  "Save and sign in": "Enregistrer et se connecter",
  "Enter the code of your app": "Saisir le code de votre application",
  "Enter the code from the text message": "Saisir le code reçu par SMS",
  "Choose how to confirm it is you": "Choisir comment confirmer votre identité",
  "By an authenticator app": "Par une application d’authentification",
  "By a text message": "Par SMS",
  "Set up an authenticator app": "Configurer une application d’authentification",
  "Scan this picture with your authenticator app.":
    "Scannez cette image avec votre application d’authentification.",
  "The key of this account as a QR code": "La clé de ce compte sous forme de code QR",
  "Or open the app on this device": "Ou ouvrez l’application sur cet appareil",
  "Or type this key into the app": "Ou saisissez cette clé dans l’application",
  "The six digits that the app shows now.": "Les six chiffres que l’application affiche en ce moment.",
  "This is the user pool of this laptop, for development and tests. It sends nothing: mails and text messages are in its inbox.":
    "Voici le groupe d’utilisateurs de cet ordinateur, pour le développement et les tests. Il n’envoie rien : les e-mails et les SMS se trouvent dans sa boîte de réception.",
  "Open the inbox": "Ouvrir la boîte de réception",
  "At least {count} characters.": "Au moins {count} caractères.",
  "At least {count} characters, with {kinds}.": "Au moins {count} caractères, dont {kinds}.",
  "a small letter": "une minuscule",
  "a capital letter": "une majuscule",
  "a digit": "un chiffre",
  "a symbol": "un symbole",
  "A code was sent to {address}.": "Un code a été envoyé à {address}.",
  "If there is such an account, a code was sent to {address}.":
    "Si ce compte existe, un code a été envoyé à {address}.",
  "You have an account. Sign in.": "Votre compte est créé. Connectez-vous.",
  "Your address is proven. Sign in.": "Votre adresse est confirmée. Connectez-vous.",
  "Your password is changed. Sign in with it.":
    "Votre mot de passe est modifié. Connectez-vous avec celui-ci.",
  "Your password is temporary, or has been reset. Choose one of your own.":
    "Votre mot de passe est provisoire ou a été réinitialisé. Choisissez le vôtre.",
  "Enter your address and your password.": "Saisissez votre adresse et votre mot de passe.",
  "Only administrators create accounts here.": "Ici, seuls les administrateurs créent des comptes.",
  "This sign-in has taken too long, or was tried too often. Sign in again.":
    "Cette connexion a duré trop longtemps ou a été tentée trop souvent. Connectez-vous à nouveau.",
  "That form was not sent to this browser, or is too old. Try again.":
    "Ce formulaire n’a pas été envoyé à ce navigateur ou est trop ancien. Réessayez.",
  "The form could not be read.": "Le formulaire n’a pas pu être lu.",
  "The local user pool has failed.": "Une erreur s’est produite dans le groupe d’utilisateurs local.",
  "Incorrect username or password.": "Nom d’utilisateur ou mot de passe incorrect.",
  "Password attempts exceeded": "Trop de tentatives avec un mot de passe incorrect.",
  "Attempt limit exceeded, please try after some time.": "Trop de tentatives. Réessayez plus tard.",
  "User is not confirmed.": "Votre adresse n’est pas encore confirmée.",
  "User is disabled.": "Ce compte est désactivé.",
  "Password reset required for the user": "Votre mot de passe doit être réinitialisé.",
  "Temporary password has expired and must be reset by an administrator.":
    "Le mot de passe provisoire a expiré. Un administrateur doit en définir un autre.",
  "An account with the given email already exists.": "Un compte avec cette adresse e-mail existe déjà.",
  "Username should be an email.": "Saisissez une adresse e-mail.",
  "Invalid email address format.": "Cette adresse e-mail n’est pas valide.",
  "Invalid verification code provided, please try again.": "Le code est incorrect. Réessayez.",
  "Invalid code provided, please request a code again.": "Le code n’est plus valable. Demandez-en un autre.",
  "Code mismatch and fail enable Software Token MFA":
    "Le code est incorrect. L’application n’est pas encore configurée.",
  "Password did not conform with policy: Password not long enough": "Le mot de passe est trop court.",
  "Password did not conform with policy: Password too long": "Le mot de passe est trop long.",
  "Password did not conform with policy: Password must have lowercase characters":
    "Il manque une minuscule au mot de passe.",
  "Password did not conform with policy: Password must have uppercase characters":
    "Il manque une majuscule au mot de passe.",
  "Password did not conform with policy: Password must have numeric characters":
    "Il manque un chiffre au mot de passe.",
  "Password did not conform with policy: Password must have symbol characters":
    "Il manque un symbole au mot de passe.",
};
