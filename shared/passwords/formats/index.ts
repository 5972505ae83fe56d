import type { Format } from "../format";
import { namedTemplates } from "../templates/named-templates";
import { argon2, argon2Pepper } from "./argon2";
import { aspnetIdentity, aspnetMembership, aspnetMembershipHmac } from "./aspnet";
import { bcrypt, bcryptSplit, wbb4 } from "./bcrypt";
import { crypt } from "./crypt";
import { django, djangoUnsalted } from "./django";
import { dovecot } from "./dovecot";
import { drupal } from "./drupal";
import { firebaseScrypt } from "./firebase-scrypt";
import { joomla } from "./joomla";
import { keycloak } from "./keycloak";
import { kratos } from "./kratos";
import { ldap } from "./ldap";
import { magento } from "./magento";
import { mediawiki } from "./mediawiki";
import { mssql } from "./mssql";
import { mysql, mysqlOld } from "./mysql";
import { nextcloud } from "./nextcloud";
import { ntlm } from "./ntlm";
import { passlibBcryptSha256 } from "./passlib";
import { pbkdf2 } from "./pbkdf2";
import { phpass, phpbb3 } from "./phpass";
import { plaintext } from "./plaintext";
import { scram } from "./scram";
import { scrypt, scryptNode } from "./scrypt";
import { shiro } from "./shiro";
import { spring } from "./spring";
import { symfonyBcrypt, symfonySha512 } from "./symfony";
import { werkzeug } from "./werkzeug";
import { wordpress } from "./wordpress";

/** A hash is read by the first format whose prefix fits and that can read it. */
export const FORMATS: readonly Format[] = [
  bcrypt,
  bcryptSplit,
  symfonyBcrypt,
  wbb4,
  passlibBcryptSha256,
  argon2,
  argon2Pepper,
  scrypt,
  scryptNode,
  firebaseScrypt,
  pbkdf2,
  keycloak,
  scram,
  kratos,
  werkzeug,
  django,
  djangoUnsalted,
  aspnetIdentity,
  aspnetMembership,
  aspnetMembershipHmac,
  crypt,
  phpass,
  phpbb3,
  wordpress,
  joomla,
  drupal,
  mysql,
  mysqlOld,
  mssql,
  ntlm,
  magento,
  symfonySha512,
  shiro,
  mediawiki,
  nextcloud,
  spring,
  ldap,
  dovecot,
  plaintext,
  ...namedTemplates,
];
