import type { Words } from "./vocabulary";

const NOT_YOU =
  "S’il ne s’agit pas de vous, ne saisissez ce code nulle part et ne le communiquez à personne : quelqu’un d’autre a peut-être choisi le mot de passe de ce compte. Vous pouvez ignorer ce message. Sans le code, le compte ne sera pas activé.";

export const fr: Words = {
  hello: "Bonjour,",
  helloName: "Bonjour [name],",
  colon: " : ",
  labels: { code: "Code", username: "Identifiant", password: "Mot de passe provisoire" },
  help: "Aide",
  occasions: {
    "sign-up": {
      subject: "Confirmez votre adresse e-mail pour [brand]",
      happened:
        "Quelqu’un a demandé un compte [brand] avec cette adresse e-mail. S’il s’agit de vous, saisissez le code ci-dessous pour confirmer que l’adresse vous appartient.",
      validity: "Ce code est valable 24 heures.",
      unasked: NOT_YOU,
      sms: "[brand] : [code] est votre code pour terminer l'inscription. Il est valable 24 heures.",
    },
    "resend-code": {
      subject: "Votre nouveau code pour [brand]",
      happened:
        "Un nouveau code a été demandé pour le compte [brand] que quelqu’un souhaite créer avec cette adresse e-mail. S’il s’agit de vous, saisissez-le pour confirmer que l’adresse vous appartient.",
      validity: "Ce code est valable 24 heures.",
      unasked: NOT_YOU,
      sms: "[brand] : [code] est votre nouveau code pour terminer l'inscription. Il est valable 24 heures.",
    },
    "forgot-password": {
      subject: "Réinitialisez votre mot de passe pour [brand]",
      happened:
        "La réinitialisation du mot de passe de votre compte [brand] a été demandée. Saisissez le code ci-dessous pour choisir un nouveau mot de passe.",
      validity: "Ce code est valable 1 heure.",
      unasked:
        "Si vous n’êtes pas à l’origine de cette demande, ne communiquez ce code à personne. Sans lui, personne ne peut choisir un nouveau mot de passe.",
      sms: "[brand] : [code] est votre code pour réinitialiser le mot de passe. Il est valable 1 heure.",
    },
    "update-attribute": {
      subject: "Confirmez votre nouvelle adresse e-mail pour [brand]",
      happened:
        "Cette adresse e-mail a été indiquée comme nouvelle adresse d’un compte [brand]. Saisissez le code ci-dessous pour la confirmer.",
      validity: "Ce code est valable 24 heures.",
      unasked:
        "Si vous n’êtes pas à l’origine de ce changement, ignorez ce message et ne communiquez pas le code. Sans lui, l’adresse ne sera pas confirmée.",
      sms: "[brand] : [code] est votre code pour confirmer votre nouveau numéro. Il est valable 24 heures.",
    },
    "verify-attribute": {
      subject: "Confirmez votre adresse e-mail pour [brand]",
      happened:
        "La confirmation de cette adresse e-mail a été demandée pour votre compte [brand]. Saisissez le code ci-dessous pour la confirmer.",
      validity: "Ce code est valable 24 heures.",
      unasked: "Si vous n’avez pas demandé de code, ignorez ce message et ne communiquez le code à personne.",
      sms: "[brand] : [code] est votre code pour confirmer votre numéro. Il est valable 24 heures.",
    },
    "sign-in": {
      subject: "Votre code de connexion à [brand]",
      happened: "Saisissez le code ci-dessous pour terminer votre connexion à [brand].",
      validity: "Ce code n’est valable que quelques minutes.",
      unasked:
        "Si vous n’êtes pas en train de vous connecter, ne communiquez ce code à personne et changez votre mot de passe : quelqu’un d’autre le connaît peut-être.",
      sms: "[brand] : [code] est votre code de connexion. Ne le communiquez pas. Il est valable quelques minutes.",
    },
    invitation: {
      subject: "Votre invitation à rejoindre [brand]",
      happened:
        "Un compte [brand] a été créé pour vous. Connectez-vous avec l’identifiant et le mot de passe provisoire ci-dessous. Vous choisirez ensuite votre propre mot de passe.",
      validity: "Le mot de passe provisoire n’est valable que pour une durée limitée.",
      unasked: "Si vous n’attendiez pas cette invitation, ignorez ce message.",
      sms: "[brand] : identifiant [username], mot de passe provisoire [code]",
    },
  },
  offer: {
    subject: "[brand] vous invite",
    happened:
      "[brand] vous invite à rejoindre son espace avec cette adresse e-mail. Suivez le lien pour créer votre compte. Si vous en avez déjà un, connectez-vous plutôt avec celui-ci.",
    button: "Accepter l’invitation",
    validity: "L’invitation est valable jusqu’au [until].",
    unasked:
      "Si vous n’attendiez pas cette invitation, ignorez ce message. Ne transmettez pas le lien : il n’est destiné qu’à vous.",
  },
};
