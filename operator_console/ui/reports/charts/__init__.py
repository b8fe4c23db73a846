"""Charts drawn by ourselves in the theme's colours: values in, a picture and words out; know no figure and no desk."""
