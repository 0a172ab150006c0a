(() => {
  const list = document.getElementById('messages');
  let revision = list.dataset.revision;
  const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  const toEnd = () => { list.scrollTop = list.scrollHeight; };
  // Only what differs is put in: what did not change keeps its place, focus and selection.
  const put = html => {
    const fresh = new DOMParser().parseFromString(html, 'text/html').body;
    const old = new Map([...list.children].map(e => [e.id, e]));
    let before = list.firstElementChild;
    for (const now of [...fresh.children]) {
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
        was.replaceWith(now);
      } else list.insertBefore(now, before);
    }
    old.forEach(e => e.remove());
  };
  const poll = async () => {
    try {
      const answer = await fetch(`${list.dataset.source}&revision=${revision}`);
      if (answer.status === 200) {
        const stay = atEnd();
        put(await answer.text());
        revision = answer.headers.get('X-Revision');
        if (stay) toEnd();
      }
    } catch { /* The stand-in is away; perhaps it comes back. */ }
    setTimeout(poll, document.hidden ? 5000 : 1000);
  };
  if (location.hash) document.querySelector('details:has(' + CSS.escape(location.hash) + ')')?.setAttribute('open', '');
  else toEnd();
  setTimeout(poll, 1000);
})();
