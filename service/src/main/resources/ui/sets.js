// The list of sets: polled while any of them is on its way to ready.

import { listSets } from './api.js';
import { byId, element, number } from './dom.js';

const BUSY_POLL_MS = 1000;
const IDLE_POLL_MS = 10000;

export class SetList {
  /** @param events chosen(uid), changed(set, before) when the state or the slide of the selected set changed, first(set) when there is one at last, failed(error) */
  constructor(events) {
    this.events = events;
    this.sets = [];
    this.selected = null;
    this.drawn = '';
    document.addEventListener('visibilitychange', () => this.poll());
  }

  select(uid) {
    this.selected = uid;
    this.draw();
  }

  async poll() {
    clearTimeout(this.timer);
    if (document.hidden) return;
    try {
      const wasEmpty = this.sets.length === 0;
      const before = this.sets.find((set) => set.sopInstanceUid === this.selected);
      this.sets = await listSets();
      this.draw();
      if (wasEmpty && this.sets.length > 0) this.events.first(this.sets[0]);
      const now = this.sets.find((set) => set.sopInstanceUid === this.selected);
      if (now && before && (before.state !== now.state || Boolean(before.slide) !== Boolean(now.slide))) this.events.changed(now, before);
    } catch (failure) {
      this.events.failed(failure);
    }
    const isBusy = this.sets.length === 0 || this.sets.some(({ state }) => state === 'stored' || state === 'indexing');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.poll(), isBusy ? BUSY_POLL_MS : IDLE_POLL_MS);
  }

  draw() {
    // Untouched while nothing changed, so that a poll takes neither the keyboard's focus nor a reader's place.
    const state = JSON.stringify([this.selected, this.sets]);
    if (state === this.drawn) return;
    this.drawn = state;
    const focused = document.activeElement?.dataset?.uid;
    byId('sets-count').textContent = this.sets.length ? number(this.sets.length) : '';
    byId('sets').replaceChildren(...this.sets.map((set) => this.item(set)));
    if (focused) byId('sets').querySelector(`[data-uid="${CSS.escape(focused)}"]`)?.focus();
  }

  item(set) {
    const isSelected = set.sopInstanceUid === this.selected;
    const button = element(
      'button',
      { type: 'button', className: 'set', title: set.sopInstanceUid, 'aria-current': String(isSelected), 'data-uid': set.sopInstanceUid },
      element('span', { className: 'set-name' }, set.contentLabel || set.sopInstanceUid),
      element('span', { className: `chip ${set.state}` }, set.state),
      element('span', { className: 'muted set-facts' }, facts(set)),
    );
    if (set.state === 'indexing') button.append(progress(set.progress));
    button.addEventListener('click', () => this.events.chosen(set.sopInstanceUid));
    return element('li', {}, button);
  }
}

function facts(set) {
  const count = `${number(set.numberOfAnnotations)} annotation${set.numberOfAnnotations === 1 ? '' : 's'}`;
  return [set.contentDescription, count, set.slide ? null : 'no slide'].filter(Boolean).join(' · ');
}

function progress({ done, total }) {
  const bar = element('progress', { max: Math.max(1, total), 'aria-label': 'Indexed' });
  bar.value = done;
  return bar;
}
