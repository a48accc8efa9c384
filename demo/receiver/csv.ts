import { stringify } from 'csv-stringify/sync';
import { isUrgent, type Stored } from './store.js';

/**
 * Submissions as a table for a spreadsheet (RFC 4180, with the mark by which Excel knows UTF-8). A cell that a
 * spreadsheet would take for a formula, such as a phone number with +, begins with an apostrophe.
 */
export function csv(stored: readonly Stored[]): string {
  const rows = stored.map(({ received, submission }) => ({
    received,
    urgent: isUrgent(submission) ? 'yes' : '',
    urgency: submission.outcome.urgency,
    outcome: submission.outcome.id,
    name: submission.patient.name,
    contact: submission.patient.contact,
    summary: submission.summary,
    language: submission.response.language,
    'sent by the visitor': submission.sent,
    'agreed on': submission.consent.given,
    'agreed to': submission.consent.text,
    key: submission.key,
  }));
  const columns = [
    'received',
    'urgent',
    'urgency',
    'outcome',
    'name',
    'contact',
    'summary',
    'language',
    'sent by the visitor',
    'agreed on',
    'agreed to',
    'key',
  ];
  return stringify(rows, {
    columns,
    header: true,
    bom: true,
    record_delimiter: 'windows',
    // All of them: left to itself it forgets cells with a line break that is not that of the records.
    quoted: true,
    escape_formulas: true,
  });
}
