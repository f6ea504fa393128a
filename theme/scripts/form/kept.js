/* Photos of a draft, kept on the device until they are handed over; where a browser keeps nothing they are chosen again. */

function opened() {
  return new Promise(function (done, failed) {
    var asked = window.indexedDB.open("529-photos", 1);
    asked.onupgradeneeded = function () { asked.result.createObjectStore("photos"); };
    asked.onsuccess = function () { done(asked.result); };
    asked.onerror = failed;
  });
}
// What an act on the store gives; nothing where it cannot be done.
function doing(mode, act) {
  return opened().then(function (store) {
    return new Promise(function (done) {
      var all = store.transaction("photos", mode), asked = act(all.objectStore("photos"));
      all.oncomplete = function () { store.close(); done(asked.result); };
      all.onabort = all.onerror = function () { store.close(); done(); };
    });
  }).catch(function () { return undefined; });
}
export function keep(draft, name, bytes) { return doing("readwrite", function (store) { return store.put(bytes, [draft, name]); }); }
export function kept(draft, name) { return doing("readonly", function (store) { return store.get([draft, name]); }); }
// One photo, or all of a draft.
export function forget(draft, name) {
  return doing("readwrite", function (store) { return store.delete(name ? [draft, name] : window.IDBKeyRange.bound([draft], [draft, []])); });
}
