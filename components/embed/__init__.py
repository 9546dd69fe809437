"""Charts outside the app: embed pages, images, oEmbed, frozen versions and the static site."""
