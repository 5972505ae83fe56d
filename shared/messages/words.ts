import type { Language } from "./language";
import { de } from "./words/de";
import { en } from "./words/en";
import { es } from "./words/es";
import { fr } from "./words/fr";
import { it } from "./words/it";
import { pt } from "./words/pt";
import type { Words } from "./words/vocabulary";

export const WORDS: Readonly<Record<Language, Words>> = { en, de, fr, es, pt, it };
