import type { Words } from "./vocabulary";

const NOT_YOU =
  "Se la richiesta non è sua, non inserisca il codice da nessuna parte e non lo comunichi a nessuno: la password di questo account potrebbe averla scelta qualcun altro. Può ignorare questo messaggio. Senza il codice l’account non verrà attivato.";

export const it: Words = {
  hello: "Buongiorno,",
  helloName: "Buongiorno [name],",
  colon: ": ",
  labels: { code: "Codice", username: "Nome utente", password: "Password provvisoria" },
  help: "Assistenza",
  occasions: {
    "sign-up": {
      subject: "Confermi l’indirizzo e-mail per [brand]",
      happened:
        "Qualcuno ha richiesto un account [brand] con questo indirizzo e-mail. Se la richiesta è sua, inserisca il codice seguente per confermare che l’indirizzo le appartiene.",
      validity: "Il codice è valido per 24 ore.",
      unasked: NOT_YOU,
      sms: "[brand]: [code] è il codice per completare la registrazione. Vale 24 ore.",
    },
    "resend-code": {
      subject: "Il nuovo codice per [brand]",
      happened:
        "È stato richiesto un nuovo codice per l’account [brand] che qualcuno vuole creare con questo indirizzo e-mail. Se la richiesta è sua, lo inserisca per confermare che l’indirizzo le appartiene.",
      validity: "Il codice è valido per 24 ore.",
      unasked: NOT_YOU,
      sms: "[brand]: [code] è il nuovo codice per completare la registrazione. Vale 24 ore.",
    },
    "forgot-password": {
      subject: "Reimposti la password per [brand]",
      happened:
        "È stata richiesta la reimpostazione della password del suo account [brand]. Inserisca il codice seguente per scegliere una nuova password.",
      validity: "Il codice è valido per 1 ora.",
      unasked:
        "Se non ha fatto lei questa richiesta, non comunichi il codice a nessuno. Senza il codice nessuno può scegliere una nuova password.",
      sms: "[brand]: [code] è il codice per reimpostare la password. Vale 1 ora.",
    },
    "update-attribute": {
      subject: "Confermi il nuovo indirizzo e-mail per [brand]",
      happened:
        "Questo indirizzo e-mail è stato indicato come nuovo indirizzo di un account [brand]. Inserisca il codice seguente per confermarlo.",
      validity: "Il codice è valido per 24 ore.",
      unasked:
        "Se non ha fatto lei questa modifica, ignori questo messaggio e non comunichi il codice. Senza il codice l’indirizzo non verrà confermato.",
      sms: "[brand]: [code] è il codice per confermare il nuovo numero di telefono. Vale 24 ore.",
    },
    "verify-attribute": {
      subject: "Confermi l’indirizzo e-mail per [brand]",
      happened:
        "È stata richiesta la conferma di questo indirizzo e-mail per il suo account [brand]. Inserisca il codice seguente per confermarlo.",
      validity: "Il codice è valido per 24 ore.",
      unasked:
        "Se non ha richiesto alcun codice, ignori questo messaggio e non comunichi il codice a nessuno.",
      sms: "[brand]: [code] è il codice per confermare il numero di telefono. Vale 24 ore.",
    },
    "sign-in": {
      subject: "Il codice di accesso a [brand]",
      happened: "Inserisca il codice seguente per completare l’accesso a [brand].",
      validity: "Il codice è valido solo per pochi minuti.",
      unasked:
        "Se in questo momento non sta effettuando l’accesso, non comunichi il codice a nessuno e cambi la password: qualcun altro potrebbe conoscerla.",
      sms: "[brand]: [code] è il codice di accesso. Non lo comunichi a nessuno. Vale pochi minuti.",
    },
    invitation: {
      subject: "Il suo invito a [brand]",
      happened:
        "È stato creato per lei un account [brand]. Acceda con il nome utente e la password provvisoria riportati di seguito. In seguito sceglierà una password personale.",
      validity: "La password provvisoria è valida solo per un periodo limitato.",
      unasked: "Se non aspettava questo invito, ignori questo messaggio.",
      sms: "[brand]: nome utente [username], password provvisoria [code]",
    },
  },
  offer: {
    subject: "[brand] la invita",
    happened:
      "[brand] la invita a unirsi con questo indirizzo e-mail. Segua il link per creare il suo account. Se ne ha già uno, acceda con quello.",
    button: "Accetta l’invito",
    validity: "L’invito è valido fino al [until].",
    unasked:
      "Se non aspettava questo invito, ignori questo messaggio. Non inoltri il link: è destinato solo a lei.",
  },
};
