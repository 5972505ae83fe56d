/** The rules of the service's model for a text. */
interface TextRules {
  readonly shortest?: number;
  readonly longest?: number;
  /** Has to match the whole text. */
  readonly pattern?: string;
  /** The value is never quoted in a message. */
  readonly secret?: true;
}

export interface TextShape extends TextRules {
  readonly kind: "text";
}
export interface WordShape<Word extends string = string> {
  readonly kind: "word";
  readonly words: readonly Word[];
}
export interface WholeShape {
  readonly kind: "whole";
  readonly least: number;
  readonly most: number;
}
export interface FlagShape {
  readonly kind: "flag";
}
/** Texts by names that the caller chooses. */
export type Texts = Readonly<Record<string, string>>;
export interface MapShape {
  readonly kind: "map";
  /** The most entries. */
  readonly most?: number;
}
export interface ListShape<Entry extends Shape = Shape> {
  readonly kind: "list";
  readonly of: Entry;
  readonly longest?: number;
}
export interface PartShape<Inner extends Members = Members> {
  readonly kind: "part";
  readonly members: Inner;
}

/** An object whose form another standard describes. */
export interface DocumentShape {
  readonly kind: "document";
}

/** The form of a member of a request. */
export type Shape =
  | TextShape
  | WordShape
  | WholeShape
  | FlagShape
  | MapShape
  | DocumentShape
  | ListShape
  | PartShape;

/** The members of a request by their names. Unknown members are ignored, as the service does. */
export interface Members {
  readonly [name: string]: Shape & { readonly required?: true };
}

type ValueOf<S> =
  S extends WordShape<infer Word>
    ? Word
    : S extends TextShape
      ? string
      : S extends WholeShape
        ? number
        : S extends FlagShape
          ? boolean
          : S extends MapShape
            ? Texts
            : S extends DocumentShape
              ? object
              : S extends ListShape<infer Entry>
                ? readonly ValueOf<Entry>[]
                : S extends PartShape<infer Inner>
                  ? InputOf<Inner>
                  : never;

/** A request that has been read. */
export type InputOf<M> = {
  readonly [Name in keyof M]: M[Name] extends { readonly required: true }
    ? ValueOf<M[Name]>
    : ValueOf<M[Name]> | undefined;
};

export const text = (rules: TextRules): TextShape => ({ kind: "text", ...rules });
export const word = <Word extends string>(...words: readonly Word[]): WordShape<Word> => ({
  kind: "word",
  words,
});
export const whole = (least: number, most: number): WholeShape => ({ kind: "whole", least, most });
export const flag: FlagShape = { kind: "flag" };
export const document: DocumentShape = { kind: "document" };
export const textMap: MapShape = { kind: "map" };
export const textMapOfAtMost = (most: number): MapShape => ({ kind: "map", most });
export const list = <Entry extends Shape>(of: Entry, longest?: number): ListShape<Entry> => ({
  kind: "list",
  of,
  ...(longest !== undefined && { longest }),
});
export const part = <Inner extends Members>(members: Inner): PartShape<Inner> => ({ kind: "part", members });
export const required = <S extends Shape>(shape: S): S & { readonly required: true } => ({
  ...shape,
  required: true,
});
