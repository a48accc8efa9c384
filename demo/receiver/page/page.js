// What strangers wrote is shown by `textContent` only. The token is in this variable, and nowhere else.
let token = '';
/** The `before` of the next page; undefined: there is none. */
let older;
/** The submission that is open. */
let open;

const at = (id) => document.getElementById(id);
const say = (text) => {
  at('say').textContent = text;
};
const levels = {
  emergency: 'Emergency',
  urgent: 'See a doctor today',
  soon: 'See a doctor first',
  routine: 'You could book',
};
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Asks the receiver; throws an error with its own words. A wrong token locks the page. */
async function ask(path, init = {}) {
  const asked = token;
  const response = await fetch(path, {
    ...init,
    cache: 'no-store',
    headers: { Authorization: `Bearer ${asked}` },
  }).catch(() => {
    throw new Error('The receiver cannot be reached. Is it running?');
  });
  // Locked meanwhile: nothing of it is shown any more.
  if (asked !== token) throw new Error('');
  if (response.ok) return response;
  if (response.status === 401) {
    lock();
    throw new Error('That is not the token of this receiver.');
  }
  const { message } = await response.json().catch(() => ({}));
  throw new Error(message ?? `The receiver answered ${response.status}.`);
}

/** Runs what a button does, and says why when it fails. */
const does = (id, action, event = 'click') =>
  at(id).addEventListener(event, async (happened) => {
    happened.preventDefault();
    say('');
    try {
      await action();
    } catch (error) {
      // In front of an open dialog nothing could be seen of it.
      for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
      say(error.message);
    }
  });

function lock() {
  token = '';
  open = undefined;
  for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
  for (const id of ['list', 'count', 'one-name', 'one-contact', 'one-consent', 'one-summary', 'sure-question'])
    at(id).replaceChildren();
  at('desk').hidden = true;
  at('unlock').hidden = false;
  at('unlock').reset();
}

function cell(row, text, className = '') {
  const made = row.insertCell();
  made.textContent = text;
  made.className = className;
  made.dir = 'auto';
  return made;
}

async function load(before) {
  const response = await ask(`submissions${before ? `?before=${before}` : ''}`);
  const { total, urgent, submissions, next } = await response.json();
  if (!token) return;
  if (!before) at('list').replaceChildren();
  for (const { key, received, urgent: isUrgent, outcome, patient } of submissions) {
    const row = at('list').insertRow();
    cell(row, day.format(new Date(received)));
    cell(row, levels[outcome.urgency], isUrgent ? 'urgent' : '');
    cell(row, patient.name);
    cell(row, patient.contact);
    const read = document.createElement('button');
    read.id = `read-${key}`;
    read.type = 'button';
    read.textContent = 'Read';
    read.setAttribute('aria-label', `Read what ${patient.name} sent`);
    row.insertCell().append(read);
    does(read.id, () => show(key));
  }
  older = next;
  at('more').hidden = !next;
  at('table').hidden = total === 0;
  at('count').textContent =
    total === 0 ? 'Nothing has been sent yet' : `${total} sent${urgent > 0 ? `, ${urgent} of them urgent` : ''}`;
  at('unlock').hidden = true;
  at('desk').hidden = false;
}

async function show(key) {
  const { received, urgent, submission } = await (await ask(`submissions/${key}`)).json();
  if (!token) return;
  open = submission;
  const { patient, outcome, consent, summary } = submission;
  at('one-name').textContent = patient.name;
  at('one-contact').textContent = patient.contact;
  at('one-level').textContent = levels[outcome.urgency];
  at('one-level').className = urgent ? 'urgent' : '';
  at('one-received').textContent = day.format(new Date(received));
  at('one-consent').textContent = consent.text;
  at('one-consent').lang = consent.language;
  at('one-summary').textContent = summary;
  at('one-summary').lang = submission.response.language;
  at('one').showModal();
}

/** Through this page: an address with a token in it would be kept in histories and logs. */
async function download(path, name) {
  const url = URL.createObjectURL(await (await ask(path)).blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

does(
  'unlock',
  async () => {
    token = at('token').value.trim();
    await load();
    at('token').value = '';
    at('refresh').focus();
  },
  'submit',
);
does('refresh', () => load());
does('more', () => load(older));
does('lock', () => {
  lock();
  at('token').focus();
});
does('csv', () => download('submissions.csv', 'submissions.csv'));
does('fhir', () => download('submissions.fhir', 'submissions.fhir.json'));
does('fhir-contact', () => download('submissions.fhir?with=contact', 'submissions-with-names.fhir.json'));
does('close', () => at('one').close());
does('delete', () => {
  at('sure-question').textContent = `Delete what ${open.patient.name} sent?`;
  at('sure').showModal();
});
does('keep', () => at('sure').close());
does('really', async () => {
  await ask(`submissions/${open.key}`, { method: 'DELETE' });
  at('sure').close();
  at('one').close();
  await load();
  say('Deleted.');
  at('refresh').focus();
});
// Also when it is kept for the Back button.
addEventListener('pagehide', lock);
