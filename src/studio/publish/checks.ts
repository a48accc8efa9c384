import type { SettingComplaint } from '../../embed/complaints.js';
import { countryCode, numbersFor } from '../../embed/numbers.js';
import type { Flow } from '../../flow/schema.js';
import { nameOf } from '../languages/languageName.js';
import type { Translation } from '../languages/translation.js';
import type { Checked } from '../proof/messages.js';
import { exampleClinic } from '../workbench.js';
import { saysOther } from './review.js';
import type { Settings } from './tag.js';

/** Where to go for what is to be done. */
type Where = 'proof' | 'review' | 'tag' | 'policy' | 'save' | { language: string };

/** One thing to have done before visitors come. */
export type Check = {
  id: string;
  /** `waiting`: it is not known yet. */
  state: 'done' | 'todo' | 'waiting';
  /** As it is now, in one sentence. */
  words: string;
  where: Where;
};

/** What is known of a guide that is to be published. */
export type Known = {
  checked: Checked | undefined;
  upToDate: boolean;
  now: Flow | undefined;
  saved: Flow | undefined;
  unsaved: boolean;
  approval: 'draft' | 'approved' | 'changed';
  languages: {
    language: string;
    translation: Translation | undefined;
    reviewedBy: string | undefined;
    /** Whether it is still what was reviewed. */
    reviewed: boolean;
  }[];
  settings: Settings;
  complaints: SettingComplaint[];
  /** Where the main colour is hard to see on a page. */
  pale: boolean;
  hostKnown: boolean;
  tried: boolean;
  today: string;
};

/** All there is to have done before a guide is published, as far as the studio can know it. */
export function checklistOf(known: Known): Check[] {
  const { checked, upToDate, now, saved, settings, complaints } = known;
  const check = (id: string, done: boolean | undefined, where: Where, words: string): Check => ({
    id,
    state: done === undefined ? 'waiting' : done ? 'done' : 'todo',
    words,
    where,
  });
  const problems = checked?.problems ?? [];
  const failing = problems.filter(({ file, severity }) => file === 'vignettes.json' && severity === 'error').length;
  const errors = checked ? checked.errors : 0;
  const finished = upToDate && checked !== undefined;
  const review = now?.review;
  const next = review?.next ?? '';
  const others = now && saved && saysOther(now, saved);
  const example = (name: string) => settings[name] === exampleClinic[name];
  const isSet = (name: string) => (settings[name]?.trim() ?? '') !== '' && !example(name);
  const country = countryCode(settings.country ?? '');
  const complaint = (about: SettingComplaint['about']) => complaints.find((one) => one.about === about);
  const setting = (id: string, name: string, done: string, todo: string) =>
    check(
      id,
      isSet(name) && !complaint(name as SettingComplaint['about']),
      'tag',
      isSet(name) ? (complaint(name as SettingComplaint['about'])?.fix ?? done) : todo,
    );

  return [
    check(
      'errors',
      errors > 0 ? false : finished ? checked.facts !== undefined : undefined,
      'proof',
      errors > 0
        ? `The checker finds ${errors === 1 ? '1 error' : `${errors} errors`}.`
        : !finished
          ? 'The checker is at work.'
          : checked.facts
            ? 'The checker finds no errors, over every possible conversation.'
            : 'The guide is not proved.',
    ),
    check(
      'vignettes',
      failing > 0 ? false : finished ? (checked.vignettes ?? 0) > 0 : undefined,
      'proof',
      failing > 0
        ? `The vignettes have ${failing === 1 ? '1 problem' : `${failing} problems`}.`
        : !finished
          ? 'The vignettes are being run.'
          : `All ${checked.vignettes ?? 0} vignettes end as they should.`,
    ),
    check(
      'approved',
      known.approval === 'approved' && !!review?.by && !!review.on,
      'review',
      known.approval === 'approved'
        ? review?.by
          ? `Approved by ${review.by} on ${review.on}.`
          : 'Approved, but nobody has signed it.'
        : known.approval === 'changed'
          ? 'The guide was changed since it was approved.'
          : 'No clinician has approved this version; the chat tells visitors so.',
    ),
    check(
      'next-review',
      next !== '' && next >= known.today,
      'review',
      next === ''
        ? 'No day is set for the next review.'
        : next < known.today
          ? `The next review was due on ${next}.`
          : `The next review is due on ${next}.`,
    ),
    check(
      'version',
      !others || now?.version !== saved?.version,
      'review',
      !others
        ? `Version ${now?.version ?? ''}: nothing it says was changed since it was saved.`
        : now?.version !== saved?.version
          ? `The version is raised: ${saved?.version} to ${now?.version}.`
          : `The guide says something else than the saved version ${saved?.version}: raise the version.`,
    ),
    ...known.languages.flatMap(({ language, translation, reviewedBy, reviewed }) => {
      const left = translation && translation.rows.length - translation.counts.translated;
      const name = nameOf(language);
      return [
        check(
          `translated-${language}`,
          left === 0,
          { language },
          left === undefined
            ? `${name} cannot be read.`
            : left === 0
              ? `${name} is complete.`
              : `${name}: ${left === 1 ? '1 text is' : `${left} texts are`} to do; visitors see ${left === 1 ? 'it' : 'them'} in ${nameOf(now?.language ?? 'en')}.`,
        ),
        check(
          `reviewed-${language}`,
          reviewed,
          { language },
          reviewed
            ? `${name} was reviewed by ${reviewedBy}.`
            : reviewedBy
              ? `${name} is a draft again: something was changed since ${reviewedBy} reviewed it.`
              : `${name} is a draft: nobody has reviewed it.`,
        ),
      ];
    }),
    setting('name', 'clinic-name', 'The clinic’s name is set.', 'Put in the name of your clinic.'),
    setting('phone', 'phone', 'The clinic’s phone number is set.', 'Put in the phone number of your clinic.'),
    setting('booking', 'booking', 'The booking page is set.', 'Put in the address of your booking page.'),
    // The example's country may be theirs; a wrong number is what must not be.
    check(
      'country',
      !complaint('country'),
      'tag',
      complaint('country')
        ? 'Set the country: without it no emergency number is shown.'
        : `The country is ${country}: visitors are told to call ${numbersFor(country).emergency} in an emergency.`,
    ),
    check(
      'accent',
      !complaint('accent') && !known.pale,
      'tag',
      complaint('accent')?.fix ??
        (known.pale ? 'The main colour is hard to see on a white page.' : 'The main colour can be seen well.'),
    ),
    check(
      'host',
      known.hostKnown,
      'tag',
      known.hostKnown ? 'Where the files go is set.' : 'Say where you put the files, so that the tag finds them.',
    ),
    check('saved', !known.unsaved, 'save', known.unsaved ? 'Something is not saved.' : 'Everything is saved.'),
    check(
      'tried',
      known.tried,
      'policy',
      known.tried
        ? 'Tried on your own page, with this version.'
        : 'Open your page with #symptom-guide-debug at the end of its address, and go through the guide once.',
    ),
  ];
}
