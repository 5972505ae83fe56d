/** Providers with a domain in nearly every country. */
const IN_MANY_COUNTRIES = /^(gmx|hotmail|outlook|yahoo)\.[a-z]{2,3}(\.[a-z]{2})?$/;

/** Domains where anybody can get a mailbox. Only the well-known ones: there is no complete list. */
const PUBLIC = new Set(
  `
  gmail.com googlemail.com
  icloud.com me.com mac.com privaterelay.appleid.com
  live.com live.at live.be live.ca live.cn live.co.uk live.com.au live.de live.dk live.fr live.it live.jp live.nl live.no live.se
  msn.com passport.com windowslive.com
  aim.com aol.com aol.co.uk aol.de aol.fr rocketmail.com ymail.com myyahoo.com
  proton.me protonmail.com protonmail.ch pm.me passmail.net
  tuta.com tuta.io tutamail.com tutanota.com tutanota.de keemail.me
  fastmail.com fastmail.fm hey.com hushmail.com mailbox.org posteo.de posteo.net runbox.com startmail.com
  mail.com email.com usa.com zoho.com zohomail.com zohomail.eu
  duck.com mozmail.com simplelogin.com
  arcor.de freenet.de t-online.de web.de
  a1.net aon.at chello.at
  bluewin.ch hispeed.ch
  alice.it libero.it tim.it tiscali.it virgilio.it
  bbox.fr free.fr laposte.net neuf.fr orange.fr sfr.fr wanadoo.fr
  home.nl hetnet.nl kpnmail.nl planet.nl xs4all.nl ziggo.nl
  skynet.be telenet.be
  blueyonder.co.uk btinternet.com ntlworld.com sky.com talktalk.net virginmedia.com
  online.no telia.com
  centrum.cz interia.pl o2.pl onet.pl seznam.cz wp.pl
  abv.bg i.ua ukr.net
  bk.ru inbox.ru internet.ru list.ru mail.ru rambler.ru ya.ru yandex.com yandex.ru
  sapo.pt
  att.net bellsouth.net charter.net comcast.net cox.net earthlink.net juno.com sbcglobal.net verizon.net
  rogers.com shaw.ca sympatico.ca
  bol.com.br ig.com.br terra.com.br uol.com.br
  bigpond.com optusnet.com.au xtra.co.nz
  126.com 139.com 163.com 189.cn aliyun.com foxmail.com qq.com sina.cn sina.com sohu.com yeah.net
  daum.net hanmail.net nate.com naver.com
  docomo.ne.jp ezweb.ne.jp softbank.ne.jp
  rediffmail.com
  `
    .split(/\s+/)
    .filter((domain) => domain !== ""),
);

export const isPublicMailDomain = (domain: string): boolean =>
  PUBLIC.has(domain) || IN_MANY_COUNTRIES.test(domain);
