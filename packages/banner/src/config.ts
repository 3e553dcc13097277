/** One thing that a service stores, as the dialog lists it. */
export interface StoredThing {
  readonly name: string;
  readonly purpose: string;
  /** In words: "6 months", "until you close the browser". */
  readonly duration: string;
}

export interface ServiceConfig {
  readonly id: string;
  readonly provider: string;
  readonly stores: readonly StoredThing[];
  /** Address of the provider's own notice; set for content of others that is shown on a click. */
  readonly notice?: string;
}

export interface CategoryConfig {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly necessary: boolean;
  readonly services: readonly ServiceConfig[];
}

/** Words of the banner. `{…}` is filled in by the banner. */
export interface Texts {
  readonly title: string;
  readonly intro: string;
  readonly accept: string;
  readonly refuse: string;
  readonly choose: string;
  readonly save: string;
  readonly close: string;
  readonly withdraw: string;
  readonly control: string;
  readonly necessary: string;
  readonly gpc: string;
  readonly more: string;
  readonly policy: string;
  readonly embed: string;
  readonly undeclared: string;
  readonly once: string;
  readonly always: string;
  readonly notice: string;
  readonly receipt: string;
  readonly forget: string;
}

/** What differs by region: why some services run before a choice, said in the banner. */
export interface RegionConfig {
  readonly intro: string;
}

/** The answer of `GET /v1/banner/{policy}.json`. */
export interface BannerConfig {
  readonly policy: string;
  /** Hash of the declared set, as in the guard's list. */
  readonly hash: string;
  /** Hash of everything shown: the version of the wording that a record names. */
  readonly wording: string;
  readonly language: string;
  readonly categories: readonly CategoryConfig[];
  readonly regions: Readonly<Record<string, RegionConfig>>;
  readonly texts: Texts;
  /** Address of the cookie page, which works without JavaScript. */
  readonly page: string;
  /** Address of the privacy notice in force. */
  readonly notice: string;
  /** Where choices are recorded. */
  readonly records: string;
}
