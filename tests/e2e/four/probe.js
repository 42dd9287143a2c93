// Looks into a page's peer connections without changing what they do. Put in before the page's own scripts.
// `deaf` holds back what the server tells the page (events and answers), never its media: who is cut off while he is
// deaf was cut off by the server, not by the good will of his page.
(() => {
  if (window.probe) return;
  const Native = window.RTCPeerConnection;
  if (Native === undefined) return;
  const peers = [];
  window.RTCPeerConnection = class extends Native {
    constructor(...given) {
      super(...given);
      peers.push(this);
    }
  };

  let hearing = Promise.resolve();
  let hear = () => undefined;
  const fetchNative = window.fetch.bind(window);
  const late = () => new TransformStream({ transform: async (chunk, out) => (await hearing, out.enqueue(chunk)) });
  const isTold = (address) => new URL(address, location.href).pathname.startsWith("/api/");
  const isStream = (answer) => (answer.headers.get("content-type") ?? "").startsWith("text/event-stream");
  window.fetch = async (asked, init) => {
    if (!isTold(asked instanceof Request ? asked.url : asked)) return fetchNative(asked, init);
    await hearing;
    const answer = await fetchNative(asked, init);
    await hearing;
    if (!isStream(answer) || answer.body === null) return answer;
    return new Response(answer.body.pipeThrough(late()), { status: answer.status, headers: answer.headers });
  };

  const NativeSource = window.EventSource;
  window.EventSource = class extends NativeSource {
    addEventListener(kind, listener, options) {
      super.addEventListener(kind, async (event) => (await hearing, listener(event)), options);
    }
  };

  // A closed connection may never answer; what it decoded before is remembered.
  const STATS_MS_MAX = 500;
  const statsOf = (peer) =>
    Promise.race([
      peer.getStats().then((report) => [...report.values()], () => []),
      new Promise((resolve) => setTimeout(() => resolve([]), STATS_MS_MAX)),
    ]);

  // By connection and stream: pictures that were decoded, packets of sound that came.
  const received = new Map();

  async function look() {
    const all = await Promise.all(peers.map(statsOf));
    all.forEach((reports, number) => {
      for (const each of reports) {
        if (each.type !== "inbound-rtp") continue;
        const key = `${number} ${each.id}`;
        const isSeen = each.kind === "video";
        const frames = (isSeen ? each.framesDecoded : each.packetsReceived) ?? 0;
        received.set(key, { track: each.trackIdentifier, isSeen, frames });
      }
    });
  }

  const whose = ({ dataset }) => ({ seat: dataset.seatId ?? null, identity: dataset.identity ?? null });

  function tiles() {
    return [...document.querySelectorAll("video[data-seat-id], video[data-identity]")].map((video) => ({
      ...whose(video),
      track: video.srcObject?.getVideoTracks()[0]?.id ?? null,
      colour: colourOf(video),
    }));
  }

  const PATCH = 8;
  const OPAQUE = 255;

  // Null: there is no picture yet, whatever was decoded.
  function colourOf(video) {
    if (video.videoWidth === 0) return null;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = PATCH;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const { videoWidth: width, videoHeight: height } = video;
    pen.drawImage(video, width / 4, height / 4, width / 2, height / 2, 0, 0, PATCH, PATCH);
    const { data } = pen.getImageData(0, 0, PATCH, PATCH);
    const mean = (at) => Math.round(data.filter((_, n) => n % 4 === at).reduce((sum, each) => sum + each, 0) / PATCH ** 2);
    return mean(3) < OPAQUE ? null : [mean(0), mean(1), mean(2)];
  }

  const PICTURE_MS_MAX = 3_000;

  // A page that is busy shows a picture later than it is decoded.
  async function pictured() {
    const untilMs = Date.now() + PICTURE_MS_MAX;
    for (;;) {
      const found = tiles();
      if (found.every(({ colour }) => colour !== null) || Date.now() > untilMs) return found;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }

  async function measure(forMs) {
    await look();
    const before = new Map([...received].map(([key, { frames }]) => [key, frames]));
    const fromMs = Date.now();
    await new Promise((resolve) => setTimeout(resolve, forMs));
    await look();
    const seen = {};
    const heard = {};
    for (const [key, { track, isSeen, frames }] of received) {
      const told = isSeen ? seen : heard;
      told[track] = (told[track] ?? 0) + frames - (before.get(key) ?? 0);
    }
    const tookMs = Date.now() - fromMs;
    const found = await pictured();
    return { tookMs, seen, heard, tiles: found.map((each) => ({ ...each, frames: seen[each.track] ?? null })) };
  }

  // When an element has its first picture; costs nothing while nothing happens.
  const shown = [];
  const note = ({ target }) => {
    if (target instanceof HTMLVideoElement) shown.push({ ...whose(target), atMs: Date.now() });
  };
  document.addEventListener("loadeddata", note, true);

  window.probe = {
    result: Promise.resolve(null),
    begin: (forMs) => void (window.probe.result = measure(forMs)),
    shown: (sinceMs) => shown.filter(({ atMs }) => atMs >= sinceMs),
    deaf: (isDeaf) => {
      if (isDeaf) hearing = new Promise((resolve) => (hear = resolve));
      else hear();
    },
  };
})();
