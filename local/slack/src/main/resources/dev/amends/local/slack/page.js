(() => {
  const $ = id => document.getElementById(id);
  const list = $('messages'), user = $('user'), say = $('say');
  const channel = list.dataset.channel;
  let revision = list.dataset.revision, timer, submitting = false;
  const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  const toEnd = () => { list.scrollTop = list.scrollHeight; };
  const parse = html => new DOMParser().parseFromString(html, 'text/html').body;
  const named = (root, e) => [...root.querySelectorAll('[data-action-id]')]
    .find(b => b.dataset.actionId === e.dataset.actionId && b.dataset.blockId === e.dataset.blockId);

  // Only what differs is put in: what did not change keeps its place, focus and selection.
  const put = html => {
    const old = new Map([...list.children].map(e => [e.id, e]));
    let before = list.firstElementChild;
    for (const now of [...parse(html).children]) {
      const was = old.get(now.id);
      old.delete(now.id);
      if (was && was.dataset.hash === now.dataset.hash) {
        if (was === before) before = before.nextElementSibling;
        else list.insertBefore(was, before);
      } else if (was) {
        const open = was.querySelector('details');
        const details = now.querySelector('details');
        if (open && details) details.open = open.open;
        if (was === before) before = before.nextElementSibling;
        const focus = was.contains(document.activeElement) ? document.activeElement : null;
        was.replaceWith(now);
        if (focus) (named(now, focus) ?? list).focus({preventScroll: true});
      } else list.insertBefore(now, before);
    }
    old.forEach(e => { if (e.contains(document.activeElement)) list.focus({preventScroll: true}); e.remove(); });
  };

  // A modal that is the same as before stays, with whatever is being typed.
  const putModal = html => {
    const was = $('modal'), now = parse(html).querySelector('dialog');
    if (was && now && was.dataset.hash === now.dataset.hash) {
      if (!was.open) was.showModal();
      return;
    }
    was?.close();
    was?.remove();
    if (!now) { if (was && document.activeElement === document.body) say.focus(); return; }
    document.body.append(now);
    now.showModal();
    (now.querySelector('[aria-invalid]') ?? now.querySelector('[autofocus]'))?.focus();
    now.addEventListener('cancel', e => { e.preventDefault(); closeModal(); });
  };

  const refresh = async () => {
    const me = user.value;
    const answer = await fetch(`/messages?channel=${channel}&user=${me}&revision=${revision}`);
    if (answer.status !== 200) return;
    const html = await answer.text();
    const modal = submitting ? null : await (await fetch(`/modal?user=${me}`)).text();
    if (me !== user.value) return;
    const stay = atEnd();
    put(html);
    if (modal !== null && !submitting) putModal(modal);
    // Seen, modal and all; otherwise the next look brings it again.
    if (modal !== null) revision = answer.headers.get('X-Revision');
    if (stay) toEnd();
  };
  const poll = async () => {
    clearTimeout(timer);
    try { await refresh(); } catch { /* The stand-in is away; perhaps it comes back. */ }
    clearTimeout(timer);
    timer = setTimeout(poll, document.hidden ? 5000 : 1000);
  };

  const post = async (what, body) => {
    try {
      const answer = await fetch(`/_standin/${what}`, {method: 'POST',
        headers: {'Content-Type': 'application/json'}, body: JSON.stringify({user: user.value, ...body})});
      return await answer.json();
    } catch { return {ok: false, shown: 'The stand-in does not answer.'}; }
  };
  const warn = (place, result) => {
    place.querySelector(':scope > .warning')?.remove();
    if (result.ok) return;
    const p = document.createElement('p');
    p.className = 'warning';
    p.setAttribute('role', 'alert');
    p.textContent = '⚠ ' + (result.shown ?? result.error);
    place.append(p);
  };

  const confirmed = template => new Promise(done => {
    const dialog = $('confirm'), yes = $('confirm-yes'), no = $('confirm-no');
    $('confirm-title').textContent = template.dataset.title;
    $('confirm-text').replaceChildren(template.content.cloneNode(true));
    yes.textContent = template.dataset.confirm;
    no.textContent = template.dataset.deny;
    yes.className = 'button ' + (template.dataset.style || 'primary');
    dialog.returnValue = '';
    yes.onclick = () => dialog.close('yes');
    no.onclick = () => dialog.close();
    dialog.onclose = () => done(dialog.returnValue === 'yes');
    dialog.showModal();
  });

  const values = modal => {
    const all = {};
    for (const field of modal.querySelectorAll('.field')) {
      const input = field.querySelector('[data-action-id]');
      const checked = [...field.querySelectorAll(':checked')].map(e => e.value);
      const value = {checkboxes: () => checked, radio_buttons: () => checked[0] ?? ''}[input.dataset.type];
      all[field.dataset.blockId] = {[input.dataset.actionId]: value ? value() : input.value};
    }
    return all;
  };
  const press = async (element, blockId) => {
    const template = element.nextElementSibling;
    if (element.getAttribute('aria-busy') === 'true') return;
    if (template?.matches('template') && !await confirmed(template)) return;
    const modal = element.closest('#modal'), message = element.closest('.message');
    const where = modal ? {view_id: modal.dataset.viewId, values: values(modal)}
      : {channel: message.dataset.channel, ts: message.dataset.ts};
    element.setAttribute('aria-busy', 'true');
    const result = await post('press', {...where, block_id: blockId, action_id: element.dataset.actionId});
    element.removeAttribute('aria-busy');
    await poll();
    // By now the message may have been drawn anew.
    const place = modal ? $('modal')?.querySelector('.dialog-body') : document.getElementById(message.id)?.querySelector('.body');
    if (place) warn(place, result);
  };

  const closeModal = async () => {
    const modal = $('modal');
    await post('close', {view_id: modal.dataset.viewId});
    poll();
  };
  const submitModal = async modal => {
    if (submitting) return;
    submitting = true;
    const button = $('modal-submit');
    button?.setAttribute('aria-busy', 'true');
    const result = await post('submit', {view_id: modal.dataset.viewId, values: values(modal)});
    button?.removeAttribute('aria-busy');
    submitting = false;
    await poll();
    if (!result.ok && !result.errors && !$('modal-warning')) warn(modal.querySelector('.dialog-body'), result);
  };

  document.addEventListener('click', event => {
    const button = event.target.closest('.button[data-action-id]');
    if (button) press(button, button.dataset.blockId);
    else if (event.target.closest('#modal-close')) closeModal();
  });
  document.addEventListener('submit', async event => {
    event.preventDefault();
    if (event.target.id === 'modal-form') { submitModal(event.target.closest('#modal')); return; }
    const text = say.value.trim(), send = $('send');
    if (!text || send.getAttribute('aria-busy') === 'true') return;
    send.setAttribute('aria-busy', 'true');
    const [command] = text.split(/\s/, 1);
    const result = text.startsWith('/')
      ? await post('command', {channel, command, text: text.slice(command.length).trim()})
      : await post('messages', {channel, text});
    send.removeAttribute('aria-busy');
    // A command that failed stays, to be tried again.
    if (result.ok !== false) say.value = '';
    await poll();
    toEnd();
  });
  // Fields that tell the app at once: choices when they change, texts with Enter.
  const dispatch = (event, field) => {
    event.preventDefault();
    press(field.querySelector('[data-action-id]'), field.dataset.blockId);
  };
  document.addEventListener('change', event => {
    const field = event.target.closest('.field[data-dispatch]');
    if (field && event.target.type !== 'text' && !event.target.matches('textarea')) dispatch(event, field);
  });
  document.addEventListener('keydown', event => {
    const field = event.target.closest?.('.field[data-dispatch]');
    if (field && event.key === 'Enter' && event.target.type === 'text') dispatch(event, field);
  });
  user.addEventListener('change', () => {
    const here = new URL(location);
    here.searchParams.set('channel', channel);
    here.searchParams.set('user', user.value);
    history.replaceState(null, '', here);
    for (const link of document.querySelectorAll('.side a')) {
      const to = new URL(link.href);
      to.searchParams.set('user', user.value);
      link.href = to;
    }
    revision = '';
    poll();
  });

  if (location.hash) document.querySelector('details:has(' + CSS.escape(location.hash) + ')')?.setAttribute('open', '');
  else toEnd();
  revision = '';
  poll();
})();
