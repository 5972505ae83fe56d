import type { Words } from "./vocabulary";

const NOT_YOU =
  "Si no ha sido usted, no introduzca el código en ningún sitio ni lo comparta con nadie: es posible que otra persona haya elegido la contraseña de esa cuenta. Puede ignorar este mensaje. Sin el código, la cuenta no se activará.";

export const es: Words = {
  hello: "Hola:",
  helloName: "Hola, [name]:",
  colon: ": ",
  labels: { code: "Código", username: "Nombre de usuario", password: "Contraseña provisional" },
  help: "Ayuda",
  occasions: {
    "sign-up": {
      subject: "Confirme su correo electrónico para [brand]",
      happened:
        "Alguien ha solicitado una cuenta en [brand] con esta dirección de correo electrónico. Si ha sido usted, introduzca el siguiente código para confirmar que la dirección es suya.",
      validity: "El código es válido durante 24 horas.",
      unasked: NOT_YOU,
      sms: "[brand]: [code] es su código de registro. Vale 24 horas.",
    },
    "resend-code": {
      subject: "Su nuevo código para [brand]",
      happened:
        "Se ha solicitado un nuevo código para la cuenta que alguien quiere crear en [brand] con esta dirección de correo electrónico. Si ha sido usted, introdúzcalo para confirmar que la dirección es suya.",
      validity: "El código es válido durante 24 horas.",
      unasked: NOT_YOU,
      sms: "[brand]: [code] es su nuevo código de registro. Vale 24 horas.",
    },
    "forgot-password": {
      subject: "Restablezca su contraseña de [brand]",
      happened:
        "Se ha solicitado restablecer la contraseña de su cuenta de [brand]. Introduzca el siguiente código para elegir una nueva contraseña.",
      validity: "El código es válido durante 1 hora.",
      unasked:
        "Si usted no lo ha solicitado, no comparta el código con nadie. Sin él, nadie puede elegir una nueva contraseña.",
      sms: "[brand]: [code] es su código para cambiar la contraseña. Vale 1 hora.",
    },
    "update-attribute": {
      subject: "Confirme su nuevo correo electrónico para [brand]",
      happened:
        "Esta dirección de correo electrónico se ha indicado como la nueva dirección de una cuenta de [brand]. Introduzca el siguiente código para confirmarla.",
      validity: "El código es válido durante 24 horas.",
      unasked:
        "Si usted no ha hecho este cambio, ignore este mensaje y no comparta el código. Sin él, la dirección no se confirmará.",
      sms: "[brand]: [code] es su código para el nuevo teléfono. Vale 24 horas.",
    },
    "verify-attribute": {
      subject: "Confirme su correo electrónico para [brand]",
      happened:
        "Se ha solicitado confirmar esta dirección de correo electrónico para su cuenta de [brand]. Introduzca el siguiente código para confirmarla.",
      validity: "El código es válido durante 24 horas.",
      unasked:
        "Si usted no ha solicitado ningún código, ignore este mensaje y no comparta el código con nadie.",
      sms: "[brand]: [code] es su código para este teléfono. Vale 24 horas.",
    },
    "sign-in": {
      subject: "Su código de acceso a [brand]",
      happened: "Introduzca el siguiente código para terminar de iniciar sesión en [brand].",
      validity: "El código solo es válido durante unos minutos.",
      unasked:
        "Si usted no está iniciando sesión en este momento, no comparta el código con nadie y cambie su contraseña: es posible que otra persona la conozca.",
      sms: "[brand]: código de acceso [code]. No lo comparta. Vale unos minutos.",
    },
    invitation: {
      subject: "Su invitación a [brand]",
      happened:
        "Se ha creado una cuenta para usted en [brand]. Inicie sesión con el nombre de usuario y la contraseña provisional que figuran a continuación. Después elegirá su propia contraseña.",
      validity: "La contraseña provisional solo es válida durante un tiempo limitado.",
      unasked: "Si usted no esperaba esta invitación, ignore este mensaje.",
      sms: "[brand]: usuario [username], contraseña provisional [code]",
    },
  },
  offer: {
    subject: "[brand] le invita",
    happened:
      "[brand] le invita a unirse con este correo electrónico. Siga el enlace para crear su cuenta. Si ya tiene una, inicie sesión con ella.",
    button: "Aceptar la invitación",
    validity: "La invitación es válida hasta el [until].",
    unasked:
      "Si usted no esperaba esta invitación, ignore este mensaje. No comparta el enlace: es solo para usted.",
  },
};
