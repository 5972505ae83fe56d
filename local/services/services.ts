import path from "node:path";
import type { Journal } from "../journal/journal";
import type { Inbox } from "../pool/messages/inbox";
import type { Stack } from "../stack/stack";
import { startBreachedPasswords } from "./breached-passwords";
import { type DnsServer, startDns } from "./dns/server";
import { type EventBus, startEventBus } from "./event-bus";
import { startMail } from "./mail";
import { settingsReader, startSecrets } from "./secrets";

interface Surroundings {
  /** Where secrets and records of DNS are written down. */
  readonly folder: string;
  readonly journal: Journal;
  readonly inbox: Inbox;
  readonly now: () => Date;
  readonly onStop: (end: () => unknown) => void;
}

interface Services {
  readonly bus: EventBus;
  readonly dns: DnsServer;
  /** By which functions find them all. */
  readonly environment: Readonly<Record<string, string>>;
  /** Reads a setting of the template that may be in a secret. */
  readonly readSetting: (text: string) => string;
}

/** What functions call besides pool and tables. */
export async function startServices(
  stack: Stack,
  { folder, journal, inbox, now, onStop }: Surroundings,
): Promise<Services> {
  const secretsFile = path.join(folder, "secrets.json");
  const secrets = stack.secrets.length > 0 ? await startSecrets(secretsFile, stack.secrets) : undefined;
  onStop(() => secrets?.stop());
  const dns = await startDns(path.join(folder, "dns.json"));
  onStop(dns.stop);
  const breaches = await startBreachedPasswords();
  onStop(breaches.stop);
  const mail = await startMail({ inbox, now });
  onStop(mail.stop);
  const { eventBuses: buses, accountId: account, region } = stack;
  const bus = await startEventBus({ buses, account, region, journal, now });
  onStop(bus.stop);
  return {
    bus,
    dns,
    readSetting: settingsReader(secretsFile),
    environment: {
      AWS_ENDPOINT_URL_EVENTBRIDGE: bus.url,
      AWS_ENDPOINT_URL_SESV2: mail.url,
      DNS_SERVER: dns.address,
      BREACHED_PASSWORDS_SERVER: breaches.url,
      ...(secrets !== undefined && {
        AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
        AWS_ENDPOINT_URL_SSM: secrets.url,
      }),
    },
  };
}
