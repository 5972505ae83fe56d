import type { Words } from "./vocabulary";

const NOT_YOU =
  "Se não foi você, não insira o código em lugar nenhum nem o compartilhe com ninguém: outra pessoa pode ter escolhido a senha dessa conta. Você pode ignorar esta mensagem. Sem o código, a conta não será ativada.";

export const pt: Words = {
  hello: "Olá.",
  helloName: "Olá, [name].",
  colon: ": ",
  labels: { code: "Código", username: "Nome de usuário", password: "Senha provisória" },
  help: "Ajuda",
  occasions: {
    "sign-up": {
      subject: "Confirme o seu e-mail para [brand]",
      happened:
        "Alguém pediu uma conta em [brand] com este endereço de e-mail. Se foi você, insira o código abaixo para confirmar que o endereço é seu.",
      validity: "O código é válido por 24 horas.",
      unasked: NOT_YOU,
      sms: "[brand]: [code] é o código para criar a conta. Vale por 24 horas.",
    },
    "resend-code": {
      subject: "O seu novo código para [brand]",
      happened:
        "Foi solicitado um novo código para a conta que alguém quer criar em [brand] com este endereço de e-mail. Se foi você, insira-o para confirmar que o endereço é seu.",
      validity: "O código é válido por 24 horas.",
      unasked: NOT_YOU,
      sms: "[brand]: [code] é o novo código para criar a conta. Vale 24 horas.",
    },
    "forgot-password": {
      subject: "Redefina a sua senha em [brand]",
      happened:
        "Foi solicitada a redefinição da senha da sua conta em [brand]. Insira o código abaixo para escolher uma nova senha.",
      validity: "O código é válido por 1 hora.",
      unasked:
        "Se você não fez essa solicitação, não compartilhe o código com ninguém. Sem ele, ninguém pode escolher uma nova senha.",
      sms: "[brand]: [code] é o código para mudar a senha. Vale por 1 hora.",
    },
    "update-attribute": {
      subject: "Confirme o seu novo e-mail para [brand]",
      happened:
        "Este endereço de e-mail foi indicado como o novo endereço de uma conta em [brand]. Insira o código abaixo para confirmá-lo.",
      validity: "O código é válido por 24 horas.",
      unasked:
        "Se você não fez essa alteração, ignore esta mensagem e não compartilhe o código. Sem ele, o endereço não será confirmado.",
      sms: "[brand]: [code] é o código para o novo telefone. Vale por 24 horas.",
    },
    "verify-attribute": {
      subject: "Confirme o seu e-mail para [brand]",
      happened:
        "Foi solicitada a confirmação deste endereço de e-mail para a sua conta em [brand]. Insira o código abaixo para confirmá-lo.",
      validity: "O código é válido por 24 horas.",
      unasked:
        "Se você não solicitou um código, ignore esta mensagem e não compartilhe o código com ninguém.",
      sms: "[brand]: [code] é o código para este telefone. Vale por 24 horas.",
    },
    "sign-in": {
      subject: "O seu código de acesso a [brand]",
      happened: "Insira o código abaixo para concluir o acesso à sua conta em [brand].",
      validity: "O código é válido por apenas alguns minutos.",
      unasked:
        "Se você não está acessando a sua conta neste momento, não compartilhe o código com ninguém e altere a sua senha: é possível que outra pessoa a conheça.",
      sms: "[brand]: código de login [code]. Não compartilhe. Vale poucos minutos.",
    },
    invitation: {
      subject: "O seu convite para [brand]",
      happened:
        "Foi criada uma conta para você em [brand]. Acesse com o nome de usuário e a senha provisória abaixo. Em seguida, você escolherá a sua própria senha.",
      validity: "A senha provisória é válida apenas por tempo limitado.",
      unasked: "Se você não esperava este convite, ignore esta mensagem.",
      sms: "[brand]: usuário [username], senha provisória [code]",
    },
  },
  offer: {
    subject: "[brand] convida você",
    happened:
      "[brand] convida você a participar com este endereço de e-mail. Siga o link para criar a sua conta. Se você já tem uma, acesse com ela.",
    button: "Aceitar o convite",
    validity: "O convite é válido até [until].",
    unasked:
      "Se você não esperava este convite, ignore esta mensagem. Não repasse o link: ele é só para você.",
  },
};
