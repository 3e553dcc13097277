import type { Channel } from '../../decision/types.ts';

/** What somebody can say yes or no to: channels, purposes and topics, inside sentences. */
export const lists = {
  /** "By email", "phone": after "by" and "or by". */
  channels: {
    email: 'email',
    sms: 'text message',
    social_dm: 'direct message on social media',
    live_call: 'phone',
    automated_call: 'automated call',
    fax: 'fax',
    post: 'post',
  } satisfies Record<Channel, string>,
  headings: {
    email: 'By email',
    sms: 'By text message',
    social_dm: 'By direct message on social media',
    live_call: 'By phone',
    automated_call: 'By automated call',
    fax: 'By fax',
    post: 'By post',
  } satisfies Record<Channel, string>,
  /** What is sent, after "stop" and "you will get". */
  messages: {
    email: 'emails',
    sms: 'text messages',
    social_dm: 'direct messages',
    live_call: 'phone calls',
    automated_call: 'automated calls',
    fax: 'faxes',
    post: 'letters',
  } satisfies Record<Channel, string>,
  about: (messages: string, topic: string) => `${messages} about “${topic}”`,
  marketing: (messages: string) => `marketing ${messages}`,
  marketingOfOthers: (messages: string) => `marketing ${messages} about other organisations`,
  /** The words beside a box. `contact` is one of `may`. */
  may: {
    email: 'email me',
    sms: 'text me',
    social_dm: 'send me direct messages',
    live_call: 'call me',
    automated_call: 'call me with recorded messages',
    fax: 'fax me',
    post: 'write to me by post',
  } satisfies Record<Channel, string>,
  wording: (name: string, contact: string, about: string) => `${name} may ${contact} about ${about}.`,
  topic: (topic: string) => `“${topic}”`,
  ownOffers: 'its own offers',
  offersOfOthers: 'what other organisations offer',
  sharing: 'Sharing',
  sharingWording: (title: string, name: string) => `${title}: yes, ${name} may do this.`,
  notTicked: (wording: string) => `Not ticked: ${wording}`,
  stopAll: 'Stop everything: no marketing of any kind, by any channel, and no passing on of my details.',
};
